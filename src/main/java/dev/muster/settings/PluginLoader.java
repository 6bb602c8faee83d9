package dev.muster.settings;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/**
 * Loads one plugin's classes: its own first, so that it may bring another version of a library than Muster's; but what it
 * shares with Muster (the contract, Pekko and what appears in their methods) from Muster first, or nothing would fit.
 */
final class PluginLoader extends URLClassLoader {
    private static final List<String> SHARED =
            List.of("java.", "dev.muster.", "org.apache.pekko.", "scala.", "org.slf4j.", "com.typesafe.config.");

    static {
        registerAsParallelCapable();
    }

    PluginLoader(String name, List<URL> jars, ClassLoader muster) {
        super(name, jars.toArray(URL[]::new), muster);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            var loaded = findLoadedClass(name);
            if (loaded == null && SHARED.stream().noneMatch(name::startsWith)) loaded = own(name);
            return loaded == null ? super.loadClass(name, resolve) : loaded;
        }
    }

    /** A library's own resources, such as its service files, go with its classes. */
    @Override
    public URL getResource(String name) {
        var own = findResource(name);
        return own == null ? super.getResource(name) : own;
    }

    /** Null if the plugin does not have it. */
    private Class<?> own(String name) {
        try {
            return findClass(name);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
