package dev.muster.report.sinks;

/** Text made safe for a terminal: a payload can neither move the cursor nor begin a line of its own. */
public final class Printable {
    private static final char FIRST_HALF_OF_TAG = 0xdb40;

    private Printable() {}

    /**
     * Escapes control characters, line ends, characters that change the direction of writing, and those that nobody sees
     * and no script needs. JSON on one line stays the same JSON, since it escapes them alike.
     */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUnsafe(text.charAt(i))) return escape(text);
        }
        return text;
    }

    private static String escape(String text) {
        var safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (c == '\n') safe.append("\\n");
            else if (c == '\r') safe.append("\\r");
            else if (c == '\t') safe.append("\\t");
            else if (isTag(c)) for (var half : Character.toChars(c)) appendCode(safe, half);
            else if (c <= 0xffff && isUnsafe((char) c)) appendCode(safe, c);
            else safe.appendCodePoint(c);
        });
        return safe.toString();
    }

    private static void appendCode(StringBuilder safe, int c) {
        safe.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) safe.append(Character.forDigit(c >> shift & 0xf, 16));
    }

    /** Letters that are not shown, in the block of U+E0000. */
    private static boolean isTag(int c) {
        return c >> 7 == 0xe0000 >> 7;
    }

    /** True of the first half of a tag too, so that a text with one in it is looked at more closely. */
    private static boolean isUnsafe(char c) {
        return c < 0x20
                || c >= 0x7f && c <= 0x9f
                || c == 0x00ad
                || c == 0x061c
                || c == 0x200b
                || c >= 0x200e && c <= 0x200f
                || c >= 0x2028 && c <= 0x202e
                || c >= 0x2060 && c <= 0x2069
                || c == 0xfeff
                || c == FIRST_HALF_OF_TAG;
    }
}
