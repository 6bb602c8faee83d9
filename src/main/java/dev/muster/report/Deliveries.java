package dev.muster.report;

/** What of one stream is delivered, and what of it the sinks still have. Used only by the reporter's actor. */
final class Deliveries {
    private final ResultStream stream;
    private long delivered;
    private int queuedBatches;
    private boolean closed;
    private long dropped;
    private String settledAs;

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
        if (settledAs != null) {
            dropRest();
        } else {
            delivered += results;
            stream.ledger().delivered(results, timedFrom);
        }
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
        if (settledAs != null) return;
        settledAs = reason;
        dropRest();
    }

    /** Again when more comes: what was being emitted while the books closed may count only after they are settled. */
    private void dropRest() {
        long rest = stream.emitted() - delivered - dropped;
        dropped += rest;
        stream.ledger().dropped(settledAs, rest);
    }
}
