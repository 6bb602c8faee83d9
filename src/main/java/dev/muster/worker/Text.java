package dev.muster.worker;

/** A line of text as a result, for workers that need no result of their own. */
public record Text(String text) implements Result {
    /** What an object, its string and the string's bytes take in a 64-bit JVM, without the characters. */
    private static final int OVERHEAD = 64;

    /** @throws NullPointerException if there is no text */
    public Text {
        java.util.Objects.requireNonNull(text, "a Text needs a text");
    }

    @Override
    public String summary() {
        return text;
    }

    @Override
    public int weight() {
        // Two bytes a character, which all have as soon as one is outside Latin-1.
        return (int) Math.min(OVERHEAD + 2L * text.length(), Integer.MAX_VALUE);
    }
}
