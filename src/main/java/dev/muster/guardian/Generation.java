package dev.muster.guardian;

import dev.muster.report.Ledger;
import dev.muster.report.Reporter;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * One actor of a worker, and what all its incarnations share.
 *
 * @param number tells the actors of one worker apart
 * @param incarnations counts them over all generations
 * @param closings resources that are being closed now
 */
record Generation(
        String name,
        String type,
        long number,
        ActorRef<Guardian.Command> guardian,
        ActorRef<Reporter.Command> reporter,
        Ledger ledger,
        AtomicLong incarnations,
        AtomicInteger closings,
        Watchdog watchdog) {}
