package dev.muster.guardian;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * What a worker's life follows.
 *
 * @param supervision with the jitter drawn
 * @param stopBudget how long a worker may take to stop by itself
 * @param stuckAfter how long without a sign it may be in one call, or take to stop by force, before it counts as stuck
 * @param broken why there is no job; null if there is one
 * @param random 0 to 1, drawn for the schedule's jitter
 */
record LifeRules(
        ScheduleSettings schedule,
        SupervisionSettings supervision,
        Duration stopBudget,
        Duration stuckAfter,
        boolean exitOnGiveUp,
        String broken,
        DoubleSupplier random) {

    static LifeRules of(
            WorkerSettings settings,
            SupervisionSettings drawn,
            Duration stopBudget,
            Duration stuckAfter,
            DoubleSupplier random) {
        boolean exit = settings.onGiveUp() == WorkerSettings.OnGiveUp.EXIT;
        return new LifeRules(settings.schedule(), drawn, stopBudget, stuckAfter, exit, settings.broken(), random);
    }
}
