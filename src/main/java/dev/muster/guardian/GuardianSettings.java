package dev.muster.guardian;

import java.time.Duration;
import java.util.List;

/**
 * What the guardian is to look after.
 *
 * @param exitWhenDone whether the process ends when every worker has
 * @param drainTimeout the whole budget of an orderly end
 */
public record GuardianSettings(List<WorkerSettings> workers, boolean exitWhenDone, Duration drainTimeout) {}
