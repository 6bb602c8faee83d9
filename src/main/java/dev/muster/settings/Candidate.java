package dev.muster.settings;

import dev.muster.worker.WorkerType;
import java.util.regex.Pattern;

/** A class that should be a type of worker. */
record Candidate(String className, Plugin plugin) {
    private static final Pattern CLASS_NAME = Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*"
            + "(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*");

    /**
     * One that is a type, and could be made.
     *
     * @param name the short name
     */
    record Found(String name, WorkerType type, Plugin plugin) {
        boolean isSame(Found other) {
            return type.getClass() == other.type.getClass();
        }

        /** For people: the class, and the plugin that it is in. */
        String place() {
            return type.getClass().getName() + plugin.in();
        }
    }

    /** Begins to load and to make it; what comes of it is said by {@link TimedCall#resultOrRejected}. */
    TimedCall<Found> begin() {
        return TimedCall.begin("load " + className, plugin.loader(), this::found);
    }

    String cannotBeMade() {
        return "class " + className + plugin.in() + " cannot be made";
    }

    private Found found() throws Exception {
        if (!CLASS_NAME.matcher(className).matches()) {
            throw new Rejected("the service file" + plugin.in() + " names '" + className + "', which is no class name");
        }
        try {
            var type = Class.forName(className, true, plugin.loader());
            if (!WorkerType.class.isAssignableFrom(type)) {
                throw new Rejected("class " + className + plugin.in() + " is not a " + WorkerType.class.getName());
            }
            return named((WorkerType) type.getConstructor().newInstance());
        } catch (ClassNotFoundException e) {
            var where = plugin.isClassPath() ? "on the class path" : "in " + plugin.name();
            throw new Rejected("class " + className + " is not " + where);
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
            throw new Rejected("class " + className + plugin.in()
                    + " must be public, with a public constructor without parameters");
        }
    }

    private Found named(WorkerType type) {
        var name = type.name();
        if (name == null || name.isBlank()) throw new Rejected(cannotBeMade() + ": its name() is empty");
        return new Found(name, type, plugin);
    }
}
