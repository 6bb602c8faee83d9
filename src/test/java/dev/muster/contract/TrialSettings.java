package dev.muster.contract;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.muster.guardian.GuardianSettings;
import dev.muster.guardian.WorkerSettings;
import dev.muster.settings.BadSettings;
import dev.muster.settings.MusterSettings;
import dev.muster.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;

/** What a trial's Muster is started with: one worker from a real settings file, tampered with, and time moved by hand. */
record TrialSettings(GuardianSettings guardian, Config pekko) {
    /** Virtual: 24 s on the wall, of which workers have the half before they are stopped by force. */
    static final Duration DRAIN_TIMEOUT = Duration.ofMinutes(4);

    static TrialSettings read(String name, String stanza, Tampering tampering) throws IOException {
        var read = read("muster.workers." + name + " {\n" + stanza + "\n}");
        var workers = read.guardian().workers().stream()
                .map(worker -> tampered(worker, tampering))
                .toList();
        var pekko = ConfigFactory.parseMap(Map.of(
                        "pekko.scheduler.implementation",
                        VirtualScheduler.class.getName(),
                        "pekko.coordinated-shutdown.run-by-jvm-shutdown-hook",
                        "off"))
                .withFallback(read.pekko());
        return new TrialSettings(new GuardianSettings(workers, false, DRAIN_TIMEOUT), pekko);
    }

    private static MusterSettings read(String text) throws IOException {
        var file = Files.createTempFile("candidate", ".conf");
        try {
            Files.writeString(file, text);
            return new SettingsReader(file).read();
        } catch (BadSettings e) {
            throw new AssertionError("its stanza is not accepted: " + e.problems() + "\n" + text, e);
        } finally {
            Files.delete(file);
        }
    }

    private static WorkerSettings tampered(WorkerSettings worker, Tampering tampering) {
        if (worker.job() == null) throw new AssertionError("it cannot be made: " + worker.broken());
        return new WorkerSettings(
                worker.name(),
                worker.type(),
                tampering.around(worker.job()),
                worker.broken(),
                worker.critical(),
                worker.dispatcher(),
                worker.schedule(),
                worker.limit(),
                worker.supervision(),
                worker.onGiveUp());
    }
}
