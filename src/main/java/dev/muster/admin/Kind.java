package dev.muster.admin;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an event tells of. */
enum Kind {
    /** A change in a worker's life; with few exceptions all of them. */
    STATE,
    /** A worker's result, as a summary; a sample of them when there are many. */
    RESULT;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Kind> named(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(word))
                .findFirst();
    }
}
