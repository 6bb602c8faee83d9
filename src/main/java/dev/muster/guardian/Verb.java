package dev.muster.guardian;

import java.util.Locale;

/** What people can tell a worker to do; the same words on every face. */
public enum Verb {
    PAUSE,
    RESUME,
    TRIGGER,
    RESTART,
    STOP;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
