package dev.muster.worker;

import java.util.Optional;

/** One thing that a worker produced. Immutable; best a record, whose components then are its JSON. */
public interface Result {

    /** One line for people, without the worker's name. Called on another thread; control characters are escaped later. */
    String summary();

    /** Why this item failed (one URL of a thousand). The worker's own failure is thrown instead. */
    default Optional<String> failure() {
        return Optional.empty();
    }

    /** About how many bytes of memory this result holds; the size of batches depends on it. At least 1. */
    default int weight() {
        return 64;
    }
}
