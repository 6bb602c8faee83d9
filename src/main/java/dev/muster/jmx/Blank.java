package dev.muster.jmx;

import dev.muster.report.Account;
import dev.muster.report.Latency;
import dev.muster.report.Rates;
import dev.muster.report.Roster;
import dev.muster.report.WorkerState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What is shown of a worker in the moment before there is a first roster. */
final class Blank {
    private static final Account ACCOUNT = new Account(
            0,
            0,
            Map.of(),
            0,
            null,
            null,
            0,
            new Rates(0, 0),
            new Latency(Duration.ZERO, Duration.ZERO, Duration.ZERO),
            0,
            Map.of());

    private Blank() {}

    static Roster.Entry entry(String name) {
        return new Roster.Entry(
                name,
                "",
                WorkerState.WAITING,
                false,
                false,
                "",
                null,
                List.of(),
                List.of(),
                Instant.now(),
                0,
                null,
                null,
                0,
                0,
                0,
                ACCOUNT);
    }
}
