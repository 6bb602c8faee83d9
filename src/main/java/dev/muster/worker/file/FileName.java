package dev.muster.worker.file;

import java.util.Optional;

/** Which names a file may have: one path segment that means the same to every shell and file system. */
final class FileName {

    private static final int LONGEST = 128;

    private FileName() {}

    /** Why a name is refused, as a clause for people without the name itself; empty if it is allowed. */
    static Optional<String> refusal(String name) {
        if (name.isEmpty() || name.length() > LONGEST) {
            return Optional.of("gives a file name that is not 1 to " + LONGEST + " characters long");
        }
        if (name.charAt(0) == '.') return Optional.of("gives a file name that starts with '.'");
        for (int i = 0; i < name.length(); i++) {
            if (!allowed(name.charAt(i))) {
                return Optional.of("gives a file name with other characters than A-Z a-z 0-9 . _ -");
            }
        }
        return Optional.empty();
    }

    private static boolean allowed(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-';
    }
}
