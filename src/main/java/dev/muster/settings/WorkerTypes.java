package dev.muster.settings;

import dev.muster.guardian.Suggestion;
import dev.muster.worker.WorkerType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The types that {@code type} can name. One that cannot be loaded leaves the others alone. */
final class WorkerTypes {
    /** A static initialiser that hangs must not keep the process from starting. */
    private static final long SECONDS_TO_LOAD = 5;

    private final SortedMap<String, WorkerType> byName = new TreeMap<>();
    private final List<String> broken = new ArrayList<>();

    WorkerTypes() {
        var found = ServiceLoader.load(WorkerType.class).iterator();
        while (true) {
            try {
                if (!found.hasNext()) return;
                var type = found.next();
                byName.putIfAbsent(type.name(), type);
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                broken.add(Clause.of(e));
            }
        }
    }

    /** By their short names, sorted. */
    Map<String, WorkerType> byName() {
        return byName;
    }

    /** What to say of a short name that is none. */
    String unknown(String name) {
        var unloaded = broken.isEmpty() ? "" : "; not loaded: " + String.join("; ", broken);
        return "unknown type '" + name + "'" + Suggestion.among(name, byName.keySet()) + unloaded;
    }

    /** Whether the name can only be a class's. */
    static boolean isClassName(String name) {
        return name.contains(".");
    }

    /** @throws Rejected saying in one clause why there is no such type */
    static WorkerType load(String className) {
        var loaded = new CompletableFuture<WorkerType>();
        var thread = new Thread(() -> construct(className, loaded), "load " + className);
        thread.setDaemon(true);
        thread.start();
        try {
            return loaded.get(SECONDS_TO_LOAD, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Rejected rejected) throw rejected;
            throw new Rejected("class " + className + " cannot be made: " + Clause.of(e.getCause()));
        } catch (TimeoutException e) {
            throw new Rejected("class " + className + " did not load within " + SECONDS_TO_LOAD + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Rejected("class " + className + " was not loaded: interrupted");
        }
    }

    private static void construct(String className, CompletableFuture<WorkerType> loaded) {
        try {
            var type = Class.forName(className);
            if (!WorkerType.class.isAssignableFrom(type)) {
                throw new Rejected("class " + className + " is not a " + WorkerType.class.getName());
            }
            loaded.complete((WorkerType) type.getConstructor().newInstance());
        } catch (ClassNotFoundException e) {
            loaded.completeExceptionally(new Rejected("class " + className + " is not on the class path"));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            loaded.completeExceptionally(new Rejected(
                    "class " + className + " must be public, with a public constructor without parameters"));
        } catch (Throwable e) {
            loaded.completeExceptionally(e);
        }
    }
}
