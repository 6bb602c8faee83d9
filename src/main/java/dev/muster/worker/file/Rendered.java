package dev.muster.worker.file;

import java.util.regex.Pattern;

/**
 * What a template's text looks like in a file.
 *
 * @param pattern of the whole text, each byte taken as one character
 * @param longest it can be, in bytes
 */
record Rendered(Pattern pattern, int longest) {

    /**
     * How many bytes at the end of a file are the beginning of a text that breaks off; 0 if none are.
     *
     * @param tail of the file, each byte taken as one character
     * @param whole whether the tail is the whole file
     */
    int tornBytes(String tail, boolean whole) {
        var matcher = pattern.matcher(tail);
        for (int start = whole ? 0 : lineAfter(tail, 0); start < tail.length(); start = lineAfter(tail, start)) {
            if (matcher.region(start, tail.length()).matches()) return 0;
            if (matcher.hitEnd()) return tail.length() - start;
        }
        return 0;
    }

    private static int lineAfter(String tail, int position) {
        int end = tail.indexOf('\n', position);
        return end < 0 ? tail.length() : end + 1;
    }
}
