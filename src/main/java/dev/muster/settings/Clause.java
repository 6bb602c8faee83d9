package dev.muster.settings;

import java.lang.reflect.InvocationTargetException;

/** What somebody else's code threw, in one clause. */
final class Clause {
    private Clause() {}

    static String of(Throwable failure) {
        var cause = failure;
        while (isWrapper(cause) && cause.getCause() != null) cause = cause.getCause();
        var text = cause.getMessage() == null
                ? ""
                : ": " + cause.getMessage().lines().findFirst().orElse("");
        return cause.getClass().getSimpleName() + text;
    }

    private static boolean isWrapper(Throwable failure) {
        return failure instanceof InvocationTargetException || failure instanceof ExceptionInInitializerError;
    }
}
