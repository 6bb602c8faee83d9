package dev.muster.settings;

import java.lang.reflect.InvocationTargetException;
import java.util.regex.Pattern;

/** What somebody else's code threw, as one readable clause. */
final class Cause {
    private static final Pattern CLASS_FILE = Pattern.compile("class file version (\\d+)");
    /** Java 1.0 wrote 45 into its class files, 17 writes 61. */
    private static final int BEFORE_JAVA = 44;

    private Cause() {}

    static String of(Throwable failure) {
        var cause = failure;
        while (isWrapper(cause) && cause.getCause() != null) cause = cause.getCause();
        var text = cause.getMessage() == null
                ? ""
                : ": " + cause.getMessage().lines().findFirst().orElse("");
        var told = cause.getClass().getSimpleName() + text;
        return cause instanceof LinkageError unfit ? ofLinkage(unfit, told) : told;
    }

    private static String ofLinkage(LinkageError unfit, String told) {
        if (unfit instanceof UnsupportedClassVersionError) {
            var version = CLASS_FILE.matcher(String.valueOf(unfit.getMessage()));
            var newer = version.find() ? "Java " + (Integer.parseInt(version.group(1)) - BEFORE_JAVA) : "a newer Java";
            return "it was built for " + newer + " and this is Java "
                    + Runtime.version().feature();
        }
        if (unfit instanceof IncompatibleClassChangeError) {
            // The JVM names classes either way, after whether the method has been compiled.
            var whom = told.replace('/', '.').contains("dev.muster.") ? "Muster" : "a library";
            return "it was built against another version of " + whom + " (" + told + ")";
        }
        var missing = String.valueOf(unfit.getMessage());
        if (unfit instanceof NoClassDefFoundError && !missing.contains(" ")) {
            return "class " + missing.replace('/', '.') + " is missing";
        }
        return unfit instanceof ClassFormatError ? "its class file is damaged (" + told + ")" : told;
    }

    private static boolean isWrapper(Throwable failure) {
        return failure instanceof InvocationTargetException || failure instanceof ExceptionInInitializerError;
    }
}
