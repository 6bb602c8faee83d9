package dev.muster.settings;

/** A value that cannot be used; the message is the clause for people. */
final class Rejected extends RuntimeException {
    private static final long serialVersionUID = 1;

    Rejected(String what) {
        super(what, null, false, false);
    }
}
