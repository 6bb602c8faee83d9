package dev.muster.report.sinks;

import java.nio.file.Path;

/**
 * A file with one JSON object per result. Lossless: a worker waits for it.
 *
 * @param path appended to; its directory must exist
 */
public record JsonLinesSettings(boolean enabled, Path path) {}
