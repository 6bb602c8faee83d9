package dev.muster.settings;

import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Finds workers that stand twice in one file: HOCON merges their stanzas without a word. */
final class Duplicates {

    /** A second stanza of a name that was used before. */
    record Again(String path, int line, String what) {}

    private Duplicates() {}

    static List<Again> of(String text) {
        var first = new HashMap<List<String>, Integer>();
        var found = new ArrayList<Again>();
        new Braces(text, (path, line) -> {
                    if (!isWorker(path)) return;
                    var before = first.putIfAbsent(path, line);
                    if (before != null) {
                        found.add(new Again(
                                ConfigUtil.joinPath(path),
                                line,
                                "this name is used already in line " + before + ", and the two would be merged"));
                    }
                })
                .scan();
        return found;
    }

    private static boolean isWorker(List<String> path) {
        return path.size() == 3 && path.get(0).equals("muster") && path.get(1).equals("workers");
    }
}
