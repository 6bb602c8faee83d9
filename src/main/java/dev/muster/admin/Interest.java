package dev.muster.admin;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which events somebody wants.
 *
 * @param workers by name; empty for all
 */
record Interest(Set<String> workers, Set<Kind> kinds) {
    static final Interest ALL = new Interest(Set.of(), EnumSet.allOf(Kind.class));

    boolean covers(Kind kind, String worker) {
        return kinds.contains(kind) && (workers.isEmpty() || workers.contains(worker));
    }
}
