package dev.muster.report.sinks;

/**
 * The console.
 *
 * @param linesPerSecond of each worker; what exceeds it is counted in one line
 */
public record ConsoleSettings(boolean enabled, int linesPerSecond) {}
