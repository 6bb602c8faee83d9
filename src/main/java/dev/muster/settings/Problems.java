package dev.muster.settings;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Collects what is wrong, and what is only unwise. Sets, since a value that several workers fall back on is read several
 * times. Thread-safe: somebody else's type may come back late.
 */
final class Problems {
    private static final Pattern MERGED = Pattern.compile("([^,]+?): (\\d+)(-\\d+)?(,|$)");

    private final Path file;
    private final SortedSet<Problem> found = new TreeSet<>();
    private final SortedSet<Problem> warnings = new TreeSet<>();
    private final SortedSet<Problem> hints = new TreeSet<>();

    /** @param file the main file, under the name that the user knows it by */
    Problems(Path file) {
        this.file = file;
    }

    void at(ConfigValue value, String path, String what) {
        at(value.origin(), path, what);
    }

    void at(ConfigOrigin origin, String path, String what) {
        if (!Unresolved.marks(what)) add(found, located(origin, path, what));
    }

    /** At a line of the main file; 0 for the whole file. */
    void at(int line, String path, String what) {
        add(found, new Problem(file.toString(), line, path, what));
    }

    /** At a line of a file that was read along the way. */
    void at(String filename, int line, String path, String what) {
        add(found, new Problem(shortened(filename), line, path, what));
    }

    /** Something that is allowed, but should be changed. */
    void warn(ConfigOrigin origin, String path, String what) {
        add(warnings, located(origin, path, what));
    }

    /** Something that is allowed, and told among the problems if there are any: it may be why. 0 for the whole main file. */
    void hint(int line, String what) {
        add(hints, new Problem(file.toString(), line, "", what));
    }

    /** Where something was written, for people: {@code application.conf:12}. */
    String place(ConfigOrigin origin) {
        var there = located(origin, "", "");
        return there.line() > 0 ? there.file() + ":" + there.line() : there.file();
    }

    /** With the hints. */
    synchronized List<Problem> sorted() {
        var all = new TreeSet<>(found);
        all.addAll(hints);
        return List.copyOf(all);
    }

    /** Of those that say the same of one file only the first: one change of the file mends them all. */
    synchronized List<Problem> warnings() {
        var alike = new LinkedHashMap<List<String>, List<Problem>>();
        for (var it : warnings) {
            alike.computeIfAbsent(List.of(it.file(), it.what()), key -> new ArrayList<>())
                    .add(it);
        }
        return Stream.concat(hints.stream(), alike.values().stream().map(Problems::first))
                .toList();
    }

    synchronized boolean isEmpty() {
        return found.isEmpty();
    }

    private static Problem first(List<Problem> alike) {
        var first = alike.get(0);
        if (alike.size() == 1) return first;
        var what = first.what() + " (and " + (alike.size() - 1) + " more)";
        return new Problem(first.file(), first.line(), first.path(), what);
    }

    private synchronized void add(SortedSet<Problem> to, Problem problem) {
        to.add(problem);
    }

    private Problem located(ConfigOrigin origin, String path, String what) {
        if (origin == null) return new Problem(file.toString(), 0, path, what);
        if (origin.filename() == null) return described(origin.description(), path, what);
        return new Problem(shortened(origin.filename()), Math.max(0, origin.lineNumber()), path, what);
    }

    /** A value that was put together from several places tells them only in words. */
    private Problem described(String description, String path, String what) {
        var merged = MERGED.matcher(description.replace("merge of ", ""));
        if (!merged.find()) return new Problem(description, 0, path, what);
        var line = Integer.parseInt(merged.group(2));
        return new Problem(shortened(merged.group(1).strip()), line, path, what);
    }

    private String shortened(String filename) {
        var main = file.toAbsolutePath().normalize();
        var other = Path.of(filename).toAbsolutePath().normalize();
        if (other.equals(main)) return file.toString();
        return other.startsWith(main.getParent())
                ? main.getParent().relativize(other).toString()
                : filename;
    }
}
