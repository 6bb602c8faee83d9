package dev.muster.jmx;

import java.util.function.Supplier;

/** The current value of something; while a thread reads several attributes, the one that it began with. Thread-safe. */
final class Pinned<T> implements Supplier<T> {
    private final Supplier<T> source;
    private final ThreadLocal<T> pinned = new ThreadLocal<>();

    Pinned(Supplier<T> source) {
        this.source = source;
    }

    @Override
    public T get() {
        var value = pinned.get();
        return value == null ? source.get() : value;
    }

    <R> R during(Supplier<R> reading) {
        pinned.set(source.get());
        try {
            return reading.get();
        } finally {
            pinned.remove();
        }
    }
}
