package dev.muster.guardian;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** A failure as one readable clause. */
final class Cause {
    private Cause() {}

    /** The message of the throwable, with its kind in front where the message alone would say too little. */
    static String of(Throwable failure) {
        var cause = unwrap(failure);
        var message = cause.getMessage();
        var plain = cause.getClass() == RuntimeException.class || cause.getClass() == Exception.class;
        var says = message != null && !message.isBlank();
        var name = cause.getClass().getSimpleName();
        var text = !says ? name : plain || speaks(cause) ? message : name + ": " + message;
        var clause = Clause.of(text);
        return WorkerFailure.isPermanent(cause) ? clause + "; will not mend by itself" : clause;
    }

    static Throwable unwrap(Throwable failure) {
        var cause = failure;
        while (isWrapper(cause) && cause.getCause() != null) cause = cause.getCause();
        return cause;
    }

    private static boolean isWrapper(Throwable t) {
        return t instanceof WorkerFailure
                || t instanceof CompletionException
                || t instanceof ExecutionException
                || t instanceof org.apache.pekko.actor.ActorInitializationException;
    }

    /** Messages of these are written for people by the worker itself. */
    private static boolean speaks(Throwable cause) {
        return cause.getClass().getName().startsWith("dev.muster.worker.") || cause instanceof IllegalStateException;
    }
}
