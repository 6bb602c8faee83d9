package dev.muster.worker.file;

/** What must be on the disk, and not only in the system's memory, before a text counts as written. */
enum Fsync {
    /** Nothing: what a killed process has written stays, but after a power cut the latest texts may be missing or empty. */
    NEVER,
    /** The text: after a power cut no file holds a part of a text, but the name of a new file may be missing. */
    FILE,
    /** The text and the file's name: after a power cut all that has a result is there. */
    FILE_AND_DIRECTORY;

    boolean ofFile() {
        return this != NEVER;
    }

    boolean ofDirectory() {
        return this == FILE_AND_DIRECTORY;
    }
}
