package dev.muster.report;

/** What of one stream is delivered, and what of it the sinks still have. Used only by the reporter's actor. */
final class Deliveries {
    private final ResultStream stream;
    private long delivered;
    private int queuedBatches;
    private boolean closed;
    private boolean settled;

    Deliveries(ResultStream stream) {
        this.stream = stream;
    }

    /** A batch waits for lossless sinks. */
    void queued(int results) {
        queuedBatches++;
        stream.ledger().queued(results);
    }

    /** It waits no longer. */
    void taken(int results) {
        queuedBatches--;
        stream.ledger().queued(-results);
    }

    /** @param timedFrom what the ledger said when the first of them was emitted */
    void delivered(int results, long timedFrom) {
        delivered += results;
        if (!settled) stream.ledger().delivered(results, timedFrom);
    }

    /** The stream emits no more. */
    void close() {
        closed = true;
    }

    boolean isOver() {
        return closed && queuedBatches == 0;
    }

    /** Books what is not delivered as dropped, once: nothing is delivered from now on, and nothing is left open. */
    void settle(String reason) {
        if (settled) return;
        settled = true;
        stream.ledger().dropped(reason, stream.emitted() - delivered);
    }
}
