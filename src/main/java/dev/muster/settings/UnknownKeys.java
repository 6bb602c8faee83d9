package dev.muster.settings;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueType;
import dev.muster.guardian.Suggestion;
import java.util.Collection;
import java.util.TreeSet;

/** Tells the keys that nobody asked for. */
final class UnknownKeys {
    private final Collection<String> known;
    private final Problems problems;

    /** @param known with dots where they are nested; what stands below one of them is not looked at */
    UnknownKeys(Collection<String> known, Problems problems) {
        this.known = known;
        this.problems = problems;
    }

    void check(ConfigObject object, String path) {
        check(object, path, "");
    }

    private void check(ConfigObject object, String path, String prefix) {
        for (var key : object.keySet()) {
            var value = object.get(key);
            var nested = prefix + key;
            var place = path + "." + ConfigUtil.joinPath(key);
            if (known.contains(nested)) continue;
            if (known.stream().noneMatch(name -> name.startsWith(nested + "."))) {
                problems.at(value, place, "unknown key" + Suggestion.among(key, siblings(prefix)));
            } else if (value instanceof ConfigObject inner) {
                check(inner, place, nested + ".");
            } else if (value.valueType() != ConfigValueType.NULL && !Unresolved.marks(value)) {
                problems.at(value, place, "must be an object { }");
            }
        }
    }

    private Collection<String> siblings(String prefix) {
        var names = new TreeSet<String>();
        known.stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()).split("\\.")[0])
                .forEach(names::add);
        return names;
    }
}
