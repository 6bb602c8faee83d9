package dev.muster.settings;

import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Finds workers and keys that stand twice: HOCON merges the ones and forgets the others without a word. */
final class Duplicates {

    /** What was there before. */
    record Again(String path, int line, String what) {}

    private Duplicates() {}

    static List<Again> of(String text) {
        var first = new HashMap<List<String>, Integer>();
        var found = new ArrayList<Again>();
        new Braces(
                        text,
                        (path, line) -> {
                            if (!isWorker(path)) return;
                            var before = first.putIfAbsent(path, line);
                            if (before != null) {
                                found.add(new Again(
                                        ConfigUtil.joinPath(path),
                                        line,
                                        "this name is used already in line " + before
                                                + ", and the two would be merged"));
                            }
                        },
                        (path, line) -> {
                            if (!path.get(0).equals("muster")) return;
                            found.add(new Again(
                                    ConfigUtil.joinPath(path), line, "is set already above, in the same object"));
                        })
                .scan();
        return found;
    }

    private static boolean isWorker(List<String> path) {
        return path.size() == 3 && path.get(0).equals("muster") && path.get(1).equals("workers");
    }
}
