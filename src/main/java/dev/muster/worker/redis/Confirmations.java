package dev.muster.worker.redis;

import java.util.HashSet;
import java.util.Set;

/** Knows what Redis has confirmed on the present connection. Thread-safe. */
final class Confirmations {
    private final Set<Subject> wanted;
    private final Set<Subject> missing;
    private boolean whole;
    private boolean ever;

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
        return true;
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
