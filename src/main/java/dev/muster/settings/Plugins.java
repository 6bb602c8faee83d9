package dev.muster.settings;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * What lies in the directory of plugins. Each jar there is a plugin of its own, and so is each directory of jars; each has
 * its own class loader, so that two of them may bring different versions of one library. One that is broken leaves the
 * others alone.
 */
public final class Plugins {
    private final List<Plugin> usable = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();

    private Plugins() {}

    /** What is on the class path only. */
    public static Plugins none() {
        var plugins = new Plugins();
        plugins.usable.add(new Plugin("", Plugins.class.getClassLoader()));
        return plugins;
    }

    /** Besides the class path, what is in that directory now; nothing if it does not exist. */
    public static Plugins in(Path directory) {
        var plugins = none();
        if (!Files.exists(directory)) return plugins;
        try {
            for (var entry : sorted(directory)) plugins.add(entry);
        } catch (IOException e) {
            plugins.broken.add(directory + " cannot be read (" + reason(e) + ")");
        }
        return plugins;
    }

    List<Plugin> usable() {
        return usable;
    }

    /** A clause on each one that cannot be used. */
    List<String> broken() {
        return broken;
    }

    private void add(Path entry) throws IOException {
        if (isJar(entry)) add(entry, List.of(entry));
        else if (Files.isDirectory(entry))
            add(entry, sorted(entry).stream().filter(Plugins::isJar).toList());
    }

    private void add(Path entry, List<Path> jars) throws IOException {
        var readable = new ArrayList<URL>();
        for (var jar : jars) if (isReadable(jar)) readable.add(url(jar));
        if (readable.isEmpty()) return;
        var loader = new PluginLoader(entry.toString(), readable, Plugins.class.getClassLoader());
        usable.add(new Plugin(entry.toString(), loader));
    }

    /** The loader would pass over it without a word. */
    private boolean isReadable(Path jar) {
        try (var file = new JarFile(jar.toFile())) {
            return file.size() >= 0;
        } catch (IOException | SecurityException e) {
            broken.add(jar + " is no jar that can be read (" + reason(e) + ")");
            return false;
        }
    }

    private static boolean isJar(Path file) {
        return file.toString().endsWith(".jar") && !Files.isDirectory(file);
    }

    private static List<Path> sorted(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
