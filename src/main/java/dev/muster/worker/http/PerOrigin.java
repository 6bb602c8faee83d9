package dev.muster.worker.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What is made once for each origin, since it takes milliseconds; a bounded number, since redirects lead to origins without
 * end. Beyond it the one unused for longest is forgotten. Thread-safe.
 */
final class PerOrigin<T> {
    private final Function<Origin, T> make;
    private final Map<Origin, T> made;

    PerOrigin(int most, Function<Origin, T> make) {
        this.make = make;
        this.made = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Origin, T> eldest) {
                return size() > most;
            }
        };
    }

    synchronized T of(Origin origin) {
        return made.computeIfAbsent(origin, make);
    }
}
