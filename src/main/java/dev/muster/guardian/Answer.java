package dev.muster.guardian;

/**
 * What came of a verb.
 *
 * @param done false if it was refused; the worker is as it was
 * @param text one clause for people
 */
public record Answer(boolean done, String text) {
    public static Answer done(String text) {
        return new Answer(true, text);
    }

    public static Answer refused(String text) {
        return new Answer(false, text);
    }
}
