package dev.muster.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

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
