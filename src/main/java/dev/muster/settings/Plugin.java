package dev.muster.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Where types of workers come from: the class path, or a jar or directory of jars among the plugins.
 *
 * @param name for people: {@code plugins/kafka.jar}; empty for the class path
 * @param loader of its classes; for the class path, the one that loaded Muster
 */
record Plugin(String name, ClassLoader loader) {
    private static final String SERVICES = "META-INF/services/dev.muster.worker.WorkerType";

    /** What stands in its service files, in order; it need not be the name of anything. */
    List<String> services() throws IOException {
        var names = new ArrayList<String>();
        for (var file : files()) {
            try (var in = file.openStream()) {
                new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .map(line -> line.replaceFirst("#.*", "").strip())
                        .filter(line -> !line.isEmpty())
                        .forEach(names::add);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return names;
    }

    /** Whether the class is in it, and not only in what stands behind it. */
    boolean has(String className) {
        var file = className.replace('.', '/') + ".class";
        return (loader instanceof PluginLoader own ? own.findResource(file) : loader.getResource(file)) != null;
    }

    /** The names of its classes, as far as they can be listed: of the class path's own none. */
    List<String> classes() {
        if (!(loader instanceof PluginLoader own)) return List.of();
        return Arrays.stream(own.getURLs()).flatMap(Plugin::classes).toList();
    }

    private static Stream<String> classes(URL jar) {
        try (var file = new JarFile(Path.of(jar.toURI()).toFile())) {
            return file.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.matches("[^$-]+\\.class"))
                    .map(name -> name.replaceFirst("\\.class$", "").replace('/', '.'))
                    .toList()
                    .stream();
        } catch (IOException | URISyntaxException e) {
            return Stream.of();
        }
    }

    boolean isClassPath() {
        return name.isEmpty();
    }

    /** To be put behind the name of a class. */
    String in() {
        return isClassPath() ? "" : " in " + name;
    }

    private List<URL> files() throws IOException {
        var found = loader instanceof PluginLoader own ? own.findResources(SERVICES) : loader.getResources(SERVICES);
        return Collections.list(found);
    }
}
