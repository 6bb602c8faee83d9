package dev.muster.jmx;

import dev.muster.report.StateChange;
import java.util.HashMap;
import java.util.Map;
import javax.management.AttributeChangeNotification;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.ObjectName;

/** A change as a notification made of standard types alone, which any client can show. */
final class Changed {
    private Changed() {}

    /** What a client is told of them before there is one. */
    static MBeanNotificationInfo info() {
        return new MBeanNotificationInfo(
                new String[] {AttributeChangeNotification.ATTRIBUTE_CHANGE},
                AttributeChangeNotification.class.getName(),
                "a change in a worker's life; the user data is a map of worker, incarnation, from, to, degraded, stuck,"
                        + " attempt, nextAttemptAt, reason and origin");
    }

    /**
     * @param source the bean that tells it
     * @param before the change of this worker that was told before; null if this is the first
     */
    static Notification of(ObjectName source, StateChange before, StateChange change) {
        var text = change.worker() + ": "
                + (change.reason().isEmpty() ? change.to().name() : change.reason());
        var told = attribute(source, before, change, text);
        told.setUserData(data(change));
        return told;
    }

    private static Notification attribute(ObjectName source, StateChange before, StateChange change, String text) {
        if (change.from() != change.to()) {
            return told(
                    source,
                    change,
                    text,
                    "State",
                    change.from().name(),
                    change.to().name());
        }
        boolean wasStuck = before != null && before.stuck();
        if (change.stuck() != wasStuck) return told(source, change, text, "Stuck", wasStuck, change.stuck());
        boolean wasDegraded = before != null && before.degraded();
        if (change.degraded() != wasDegraded) {
            return told(source, change, text, "Degraded", wasDegraded, change.degraded());
        }
        return told(source, change, text, "Attempt", before == null ? 0 : before.attempt(), change.attempt());
    }

    private static Notification told(
            ObjectName source, StateChange change, String text, String attribute, Object before, Object after) {
        var type = after.getClass().getName();
        long at = change.at().toEpochMilli();
        return new AttributeChangeNotification(source, change.sequence(), at, text, attribute, type, before, after);
    }

    private static Map<String, Object> data(StateChange change) {
        var data = new HashMap<String, Object>();
        data.put("worker", change.worker());
        data.put("incarnation", change.incarnation());
        data.put("from", change.from().name());
        data.put("to", change.to().name());
        data.put("degraded", change.degraded());
        data.put("stuck", change.stuck());
        data.put("attempt", change.attempt());
        data.put("nextAttemptAt", Times.date(change.nextAttemptAt()));
        data.put("reason", change.reason());
        data.put("origin", change.origin());
        return data;
    }
}
