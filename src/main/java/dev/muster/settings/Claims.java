package dev.muster.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who has claimed what no two may share. Thread-safe: somebody else's type may come back late. */
final class Claims {
    private final List<Claim> kept = new ArrayList<>();

    /** The claim before that meets this one, if there is one; otherwise this one is kept. */
    synchronized Optional<Claim> claim(Claim claim) {
        var before = kept.stream().filter(claim::meets).findFirst();
        if (before.isEmpty()) kept.add(claim);
        return before;
    }
}
