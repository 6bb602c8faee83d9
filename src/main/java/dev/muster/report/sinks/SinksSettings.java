package dev.muster.report.sinks;

/** Where the reporter delivers. */
public record SinksSettings(ConsoleSettings console, JsonLinesSettings jsonl) {}
