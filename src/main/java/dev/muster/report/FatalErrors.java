package dev.muster.report;

import java.util.function.Consumer;

/**
 * Tells streams of errors that end them without a word. Pekko gives a stream's actor up when a stage throws what it takes
 * for the end of the JVM; whoever catches such an error knows its cause, the stream does not.
 */
public interface FatalErrors {

    /** Calls {@code ended} when a fatal error ends the actor that runs on this thread now. To be called by a stage. */
    void watch(Consumer<Throwable> ended);

    /** Takes back every {@link #watch} of the actor that runs on this thread now. */
    void forget();

    /** The fatal error behind another actor's abrupt end, if it is known; otherwise what is given. */
    Throwable explain(Throwable abrupt);
}
