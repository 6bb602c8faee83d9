package dev.muster.admin;

import dev.muster.report.StateChange;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.pekko.util.ByteString;

/**
 * Something that viewers are told, written once for all of them.
 *
 * @param frame as it goes over the wire
 */
record LiveEvent(Kind kind, String worker, ByteString frame) {

    /** @param id what a viewer that comes back shows, to be told what it has missed */
    static LiveEvent state(StateChange change, String id) {
        var data = new LinkedHashMap<String, Object>();
        data.put("sequence", change.sequence());
        data.put("at", RosterView.text(change.at()));
        data.put("worker", change.worker());
        data.put("incarnation", change.incarnation());
        data.put("from", change.from().name());
        data.put("to", change.to().name());
        data.put("degraded", change.degraded());
        data.put("stuck", change.stuck());
        data.put("reason", change.reason());
        data.put("origin", change.origin());
        data.put("attempt", change.attempt());
        data.put("next-attempt-at", RosterView.text(change.nextAttemptAt()));
        return new LiveEvent(Kind.STATE, change.worker(), frame("state", id, data));
    }

    static LiveEvent result(String at, String worker, String summary, String failure) {
        var data = new LinkedHashMap<String, Object>();
        data.put("at", at);
        data.put("worker", worker);
        data.put("summary", summary);
        data.put("failure", failure);
        return new LiveEvent(Kind.RESULT, worker, frame("result", null, data));
    }

    /**
     * What one viewer is not told.
     *
     * @param worker null if they were several ones'
     * @param count changes or results
     */
    static ByteString skipped(String worker, long count, String reason) {
        var data = new LinkedHashMap<String, Object>();
        data.put("worker", worker);
        data.put("count", count);
        data.put("reason", reason);
        return frame("skipped", null, data);
    }

    private static ByteString frame(String event, String id, Map<String, Object> data) {
        var named = id == null ? "" : "id: " + id + "\n";
        return ByteString.fromString("event: " + event + "\n" + named + "data: " + Json.text(data) + "\n\n");
    }
}
