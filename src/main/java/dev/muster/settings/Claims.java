package dev.muster.settings;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Who has claimed what no two may share. Thread-safe: somebody else's type may come back late. */
final class Claims {
    private final Map<String, String> owners = new HashMap<>();

    /** The path of the setting that claimed it before, if there is one; otherwise the claim is kept. */
    synchronized Optional<String> claim(String what, String owner) {
        var before = owners.putIfAbsent(what, owner);
        return before == null ? Optional.empty() : Optional.of(before);
    }
}
