package dev.muster.contract;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.pekko.actor.typed.ActorSystem;

/** The time of one trial: Pekko's scheduler and Muster's clock, moved together. Moved by the suite's thread alone. */
final class VirtualTime extends Clock {
    private VirtualScheduler scheduler;
    private volatile Instant now = Instant.parse("2030-01-01T00:00:00Z");

    void drive(ActorSystem<?> system) {
        scheduler = (VirtualScheduler) system.classicSystem().scheduler();
    }

    void pass(Duration time) {
        now = now.plus(time);
        scheduler.pass(time.toNanos());
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
