package dev.muster.settings;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Collects what is wrong. A set, since a value that several workers fall back on is read several times. */
final class Problems {
    private static final Pattern MERGED = Pattern.compile("([^,]+?): (\\d+)(-\\d+)?(,|$)");

    private final Path file;
    private final SortedSet<Problem> found = new TreeSet<>();

    /** @param file the main file, under the name that the user knows it by */
    Problems(Path file) {
        this.file = file;
    }

    void at(ConfigValue value, String path, String what) {
        at(value.origin(), path, what);
    }

    void at(ConfigOrigin origin, String path, String what) {
        if (Unresolved.marks(what)) return;
        if (origin == null) {
            at(0, path, what);
        } else if (origin.filename() != null) {
            found.add(new Problem(shortened(origin.filename()), Math.max(0, origin.lineNumber()), path, what));
        } else {
            atDescription(origin.description(), path, what);
        }
    }

    /** At a line of the main file; 0 for the whole file. */
    void at(int line, String path, String what) {
        found.add(new Problem(file.toString(), line, path, what));
    }

    /** At a line of a file that was read along the way. */
    void at(String filename, int line, String path, String what) {
        found.add(new Problem(shortened(filename), line, path, what));
    }

    List<Problem> sorted() {
        return List.copyOf(found);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** A value that was put together from several places tells them only in words. */
    private void atDescription(String description, String path, String what) {
        var merged = MERGED.matcher(description.replace("merge of ", ""));
        if (merged.find()) {
            var line = Integer.parseInt(merged.group(2));
            found.add(new Problem(shortened(merged.group(1).strip()), line, path, what));
        } else {
            found.add(new Problem(description, 0, path, what));
        }
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
