package dev.muster.report.sinks;

import dev.muster.worker.Result;
import java.time.Duration;
import java.util.Optional;

/** A result as authors write them. */
record Sample(Duration tookSoLong, String text, Optional<String> failure) implements Result {
    @Override
    public String summary() {
        return text;
    }
}
