package dev.muster.guardian;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what somebody meant to write. */
public final class Suggestion {
    private Suggestion() {}

    /**
     * A parenthesis to be put behind the clause that says what is unknown; empty if there is nothing to say.
     *
     * @param written null if nothing was, as JMX clients may have it
     */
    public static String among(String written, Collection<String> allowed) {
        if (written == null || allowed.isEmpty()) return "";
        return nearest(written, allowed)
                .map(near -> " (did you mean '" + near + "'?)")
                .orElseGet(() -> " (allowed: "
                        + String.join(", ", allowed.stream().sorted().toList()) + ")");
    }

    public static Optional<String> nearest(String written, Collection<String> allowed) {
        return allowed.stream()
                .filter(name -> distance(written, name) <= Math.max(1, Math.max(written.length(), name.length()) / 3))
                .min(Comparator.<String>comparingInt(name -> distance(written, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein's distance, in which swapped neighbours count once. */
    private static int distance(String a, String b) {
        var rows = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                rows[i][j] = i == 0 || j == 0 ? i + j : step(a, b, rows, i, j);
            }
        }
        return rows[a.length()][b.length()];
    }

    private static int step(String a, String b, int[][] rows, int i, int j) {
        int replaced = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, rows[i - 2][j - 2] + 1) : best;
    }
}
