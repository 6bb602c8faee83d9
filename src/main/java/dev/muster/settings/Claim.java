package dev.muster.settings;

/**
 * What nobody else may have. {@code {n}} in it stands for one digit or more, so that it may be a claim to many things.
 *
 * @param owner the path of the setting that claims it
 */
record Claim(String what, String owner) {
    private static final String NUMBER = "{n}";

    // Unicode says that these two are no characters, so that no text has them.
    private static final char DIGIT = '\uFFFE';
    private static final char MORE_DIGITS = '\uFFFF';

    /** Whether there is something that both claim. */
    boolean meets(Claim other) {
        if (!what.contains(NUMBER) && !other.what.contains(NUMBER)) return what.equals(other.what);
        return mayBeginAlike(other) && meet(pattern(), other.pattern());
    }

    /** Spares most pairs of a thousand workers the long comparison. */
    private boolean mayBeginAlike(Claim other) {
        int sure = Math.min(sure(), other.sure());
        return what.regionMatches(0, other.what, 0, sure);
    }

    private int sure() {
        int number = what.indexOf(NUMBER);
        return number < 0 ? what.length() : number;
    }

    private String pattern() {
        return what.replace(NUMBER, "" + DIGIT + MORE_DIGITS);
    }

    /** Follows all texts that begin as both patterns do: a place is where such a text has got to in each. */
    private static boolean meet(String one, String other) {
        var reached = new boolean[one.length() + 1][other.length() + 1];
        reached[0][0] = true;
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (reached[i][j]) goOn(reached, one, i, other, j);
            }
        }
        return reached[one.length()][other.length()];
    }

    private static void goOn(boolean[][] reached, String one, int i, String other, int j) {
        char a = i < one.length() ? one.charAt(i) : 0;
        char b = j < other.length() ? other.charAt(j) : 0;
        if (a == MORE_DIGITS) reached[i + 1][j] = true;
        if (b == MORE_DIGITS) reached[i][j + 1] = true;
        boolean alike = a == b || isNumber(a) && isDigit(b) || isDigit(a) && isNumber(b);
        if (alike && a != 0) reached[a == MORE_DIGITS ? i : i + 1][b == MORE_DIGITS ? j : j + 1] = true;
    }

    private static boolean isNumber(char c) {
        return c == DIGIT || c == MORE_DIGITS;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9' || isNumber(c);
    }
}
