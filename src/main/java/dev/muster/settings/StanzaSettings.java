package dev.muster.settings;

import dev.muster.guardian.ScheduleSettings;
import dev.muster.guardian.ScheduleSettings.Run;
import dev.muster.guardian.SupervisionSettings;
import dev.muster.guardian.WorkerSettings.DispatcherChoice;
import dev.muster.guardian.WorkerSettings.OnGiveUp;
import java.time.Duration;
import java.util.Optional;

/**
 * What every worker has besides the keys of its type.
 *
 * @param limit {@link Long#MAX_VALUE} for none
 */
record StanzaSettings(
        boolean enabled,
        boolean critical,
        Optional<DispatcherChoice> dispatcher,
        ScheduleSettings schedule,
        long limit,
        SupervisionSettings supervision,
        OnGiveUp onGiveUp) {

    static StanzaSettings read(HoconFields fields) {
        return new StanzaSettings(
                fields.flag("enabled", true, "false leaves the worker out"),
                fields.flag("critical", false, "whether readiness needs this worker up"),
                fields.optionalChoice(
                        "dispatcher",
                        DispatcherChoice.class,
                        "the common threads, or threads of its own; if not set, Muster's own types share and all"
                                + " others have their own, so that one that blocks blocks itself"),
                schedule(fields),
                limit(fields),
                supervision(fields),
                fields.choice(
                        "on-give-up",
                        OnGiveUp.STOP,
                        "when it has FAILED: only this worker stops, or the whole process drains and exits"));
    }

    private static long limit(HoconFields fields) {
        long limit = fields.count(
                "limit",
                0,
                0,
                Long.MAX_VALUE,
                "results after which the worker is complete, over all restarts; 0 for none");
        return limit == 0 ? Long.MAX_VALUE : limit;
    }

    private static ScheduleSettings schedule(HoconFields fields) {
        var schedule = new ScheduleSettings(
                fields.choice("schedule.run", Run.ONCE, "one run, a run after the other, or a run at every tick"),
                fields.duration(
                        "schedule.every", Duration.ofMinutes(1), "from tick to tick; a tick during a run is skipped"),
                fields.durationOrZero("schedule.initial-delay", Duration.ZERO, "before the first run"),
                fields.decimal("schedule.jitter", 0, 0, 1, "the part of every by which a tick may be late at random"));
        boolean ofOneWorker = !fields.worker().isEmpty();
        if (ofOneWorker && schedule.run() != Run.EVERY && fields.says("schedule.every")) {
            fields.problem("schedule.every", "is used only with run = every");
        }
        return schedule;
    }

    private static SupervisionSettings supervision(HoconFields fields) {
        var by = SupervisionSettings.defaults();
        var supervision = new SupervisionSettings(
                fields.duration(
                        "supervision.min-backoff",
                        by.minBackoff(),
                        "the wait before the first restart; then it doubles"),
                fields.duration("supervision.max-backoff", by.maxBackoff(), "the longest wait between restarts"),
                fields.decimal(
                        "supervision.jitter",
                        by.jitter(),
                        0,
                        1,
                        "the part by which both waits are stretched at random"),
                fields.duration(
                        "supervision.reset-after",
                        by.resetAfter(),
                        "a life of this length makes earlier failures forgotten"),
                fields.integer(
                        "supervision.max-restarts",
                        by.maxRestarts(),
                        -1,
                        Integer.MAX_VALUE,
                        "in a row; -1 for no end"));
        check(supervision, fields);
        return supervision;
    }

    private static void check(SupervisionSettings supervision, HoconFields fields) {
        if (supervision.maxBackoff().compareTo(supervision.minBackoff()) < 0) {
            var at = fields.says("supervision.max-backoff") ? "max-backoff" : "min-backoff";
            fields.problem("supervision." + at, "min-backoff must not be more than max-backoff");
        }
    }
}
