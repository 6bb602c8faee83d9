package dev.muster.worker.http;

import dev.muster.worker.Result;
import java.time.Duration;
import java.util.Optional;

/**
 * The end of one fetch.
 *
 * @param number of the fetch in its run, from 0
 * @param url without user and password, the values of its query masked
 * @param status of the answer; 0 if there was none
 * @param bytes of the body that were read
 * @param duration from the beginning to the last byte, the making of the connection included
 * @param failure one clause for people, if the fetch failed
 */
public record Fetched(long number, String url, int status, long bytes, Duration duration, Optional<String> failure)
        implements Result {

    @Override
    public String summary() {
        return failure.map(why -> "#" + number + ": failed: " + why + ", from " + url)
                .orElseGet(() -> "#" + number + ": " + bytes + " bytes from " + url);
    }

    @Override
    public int weight() {
        return 128;
    }
}
