package dev.muster.worker.file;

/** What happens to a file of that name that is there already. */
enum Mode {
    /** The new file takes its place as a whole. */
    REPLACE,
    /** The text is added at its end. */
    APPEND
}
