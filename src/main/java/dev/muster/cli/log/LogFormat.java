package dev.muster.cli.log;

/** What a line of the log looks like. */
enum LogFormat {
    /** For people. */
    TEXT,
    /** One JSON object a line, for programs. */
    JSON
}
