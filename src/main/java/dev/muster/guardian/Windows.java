package dev.muster.guardian;

import dev.muster.report.Roster;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What others look at while the guardian works. Thread-safe.
 *
 * @param roster the latest picture; never null
 * @param ended completed with the roster of that moment when all workers have ended and the settings want the process to
 *     end then, or when a worker that gave up is to end it
 */
public record Windows(AtomicReference<Roster> roster, Changes changes, CompletableFuture<Roster> ended) {
    public static Windows create() {
        return new Windows(new AtomicReference<>(Roster.NONE), new Changes(), new CompletableFuture<>());
    }
}
