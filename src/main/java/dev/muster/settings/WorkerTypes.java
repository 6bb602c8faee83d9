package dev.muster.settings;

import dev.muster.guardian.Suggestion;
import dev.muster.settings.Candidate.Found;
import dev.muster.worker.WorkerType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The types that {@code type} can name. One that cannot be loaded leaves the others alone. */
final class WorkerTypes {
    private final Plugins plugins;
    private final SortedMap<String, List<Found>> byName = new TreeMap<>();
    private final Map<Candidate, Found> made = new HashMap<>();
    private final Map<Candidate, String> unusable = new HashMap<>();
    private final List<String> broken;
    private final List<String> hidden = new ArrayList<>();

    /** Loads all that has a short name, all at once; takes no longer than the slowest, and 5 s at most. */
    WorkerTypes(Plugins plugins) {
        this.plugins = plugins;
        this.broken = new ArrayList<>(plugins.broken());
        var loading = new LinkedHashMap<Candidate, TimedCall<Found>>();
        for (var plugin : plugins.usable()) {
            for (var name : services(plugin)) {
                loading.computeIfAbsent(new Candidate(name, plugin), Candidate::begin);
            }
        }
        loading.forEach(this::keep);
    }

    /** The short names, sorted. */
    SortedSet<String> names() {
        return new TreeSet<>(byName.keySet());
    }

    /** A clause on each thing that could not be loaded, and on each type whose short name is Muster's own. */
    List<String> remarks() {
        var remarks = new ArrayList<>(broken);
        remarks.addAll(hidden);
        return remarks;
    }

    /**
     * The type of that name; empty if there is none for sure.
     *
     * @throws Rejected saying in one clause why it cannot be used
     */
    Optional<WorkerType> find(String name) {
        var found = byName.getOrDefault(name, List.of());
        if (found.size() == 1) return Optional.of(found.get(0).type());
        if (found.size() > 1) throw new Rejected(contested(name, found));
        if (isClassName(name)) return Optional.of(load(name));
        boolean isTypo = Suggestion.nearest(name, byName.keySet()).isPresent();
        if (broken.isEmpty() || isTypo) return Optional.empty();
        throw new Rejected("unknown type '" + name + "'; not loaded: " + String.join("; ", broken));
    }

    /** What to say of a short name that is none. */
    String unknown(String name) {
        var classes = classes();
        if (classes.contains(name)) {
            return "class " + name + " has no package: put it into one, since a name without a dot is a short name";
        }
        var unknown = "unknown type '" + name + "'";
        return classes.stream().anyMatch(it -> simple(it).equals(name))
                ? unknown + meant(name)
                : unknown + Suggestion.among(name, byName.keySet());
    }

    /** A parenthesis on the class whose own name is nearest, whatever its package is; empty if none is near. */
    private String meant(String className) {
        var bySimpleName = classes().stream().collect(Collectors.toMap(WorkerTypes::simple, it -> it, (a, b) -> a));
        return Suggestion.nearest(simple(className), bySimpleName.keySet())
                .map(near -> " (did you mean '" + bySimpleName.get(near) + "'?)")
                .orElse("");
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    /** The names of the classes that a type could be meant by, sorted. */
    private SortedSet<String> classes() {
        var names = new TreeSet<String>();
        made.keySet().forEach(it -> names.add(it.className()));
        plugins.usable().forEach(it -> names.addAll(it.classes()));
        return names;
    }

    /** Whether the name can only be a class's. */
    static boolean isClassName(String name) {
        return name.contains(".");
    }

    private List<String> services(Plugin plugin) {
        try {
            return plugin.services();
        } catch (IOException e) {
            broken.add("the service file" + plugin.in() + " cannot be read (" + e.getMessage() + ")");
            return List.of();
        }
    }

    private void keep(Candidate candidate, TimedCall<Found> loading) {
        try {
            var found = loading.resultOrRejected(candidate.cannotBeMade());
            made.put(candidate, found);
            var others = byName.computeIfAbsent(found.name(), name -> new ArrayList<>());
            if (others.stream().anyMatch(found::isSame)) return;
            if (others.stream().noneMatch(other -> other.plugin().isClassPath())) others.add(found);
            else
                hidden.add(found.place() + " is called '" + found.name()
                        + "' like a type of Muster's own: name its class");
        } catch (Rejected e) {
            broken.add(e.getMessage());
            unusable.put(candidate, e.getMessage());
        }
    }

    private WorkerType load(String className) {
        var candidate = new Candidate(className, place(className));
        if (unusable.containsKey(candidate)) throw new Rejected(unusable.get(candidate));
        try {
            return made.computeIfAbsent(candidate, it -> it.begin().resultOrRejected(it.cannotBeMade()))
                    .type();
        } catch (Rejected e) {
            unusable.put(candidate, e.getMessage());
            throw e;
        }
    }

    private Plugin place(String className) {
        var places = plugins.usable().stream().filter(it -> it.has(className)).toList();
        if (places.isEmpty()) throw new Rejected(missing(className));
        if (places.size() > 1 && !places.get(0).isClassPath()) {
            var others = places.stream().map(Plugin::name).collect(Collectors.joining(" and in "));
            throw new Rejected("class " + className + " is in " + others + ": remove all but one");
        }
        return places.get(0);
    }

    private String missing(String className) {
        var where = plugins.usable().size() > 1 ? "neither on the class path nor in a plugin" : "not on the class path";
        var unread = plugins.broken().isEmpty() ? "" : "; " + String.join("; ", plugins.broken());
        return "class " + className + " is " + where + meant(className) + unread;
    }

    private static String contested(String name, List<Found> found) {
        var claims = found.stream().map(Found::place).collect(Collectors.joining(" and "));
        return "the short name '" + name + "' is claimed by " + claims + ": remove one, or name its class as type";
    }
}
