package dev.muster.worker.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** Knows what Redis has confirmed on the present connection, and since when something is missing. Thread-safe. */
final class Confirmations {
    private final Set<Subject> wanted;
    private final Set<Subject> missing;
    private boolean whole;
    private boolean ever;
    private Instant lostAt;
    private long lostNanos;

    Confirmations(Set<Subject> wanted) {
        this.wanted = wanted;
        this.missing = new HashSet<>(wanted);
    }

    /** True if with this subject nothing is missing any more. */
    synchronized boolean confirm(Subject subject) {
        missing.remove(subject);
        if (whole || !missing.isEmpty()) return false;
        whole = true;
        ever = true;
        return true;
    }

    /** The connection is gone. True if nothing was missing before. */
    synchronized boolean lose() {
        missing.addAll(wanted);
        if (!whole) return false;
        whole = false;
        lostAt = Instant.now();
        lostNanos = System.nanoTime();
        return true;
    }

    /** The time without subscription that has just ended; null if there was none. */
    synchronized Gap takeGap() {
        if (lostAt == null) return null;
        var gap = new Gap(lostAt, Duration.ofNanos(System.nanoTime() - lostNanos));
        lostAt = null;
        return gap;
    }

    /** True once everything was subscribed to. */
    synchronized boolean ever() {
        return ever;
    }

    /** True while everything is subscribed to. */
    synchronized boolean whole() {
        return whole;
    }
}
