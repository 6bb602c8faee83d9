package dev.muster.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import dev.muster.guardian.WorkerSettings;
import dev.muster.guardian.WorkerSettings.DispatcherChoice;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the ActorSystem is given. */
final class PekkoSettings {
    /** The keys below {@code muster} that are Pekko's to read; not the user's to write. */
    static final Set<String> DISPATCHERS = Set.of("control", "dispatchers");

    private PekkoSettings() {}

    /**
     * The user's settings with all defaults behind them. Ours for Pekko lie between: among the {@code reference.conf} of a
     * class path none is before the others.
     */
    static Config behind(Config user) {
        var options = ConfigParseOptions.defaults().setAllowMissing(false);
        var ours = ConfigFactory.parseResourcesAnySyntax(PekkoSettings.class.getClassLoader(), "muster-pekko", options);
        return user.withFallback(cores()).withFallback(ours).withFallback(ConfigFactory.defaultReferenceUnresolved());
    }

    /** At least 2: with one thread, one worker that forgets itself stops all the others. */
    private static Config cores() {
        int cores = Math.max(2, Runtime.getRuntime().availableProcessors());
        return ConfigFactory.parseMap(
                Map.of("pekko.actor.default-dispatcher.thread-pool-executor.fixed-pool-size", cores),
                "number of cores");
    }

    /**
     * Only what libraries ask for: the user's own section holds secrets, and so may any other that the user made up to
     * refer to.
     */
    static Config of(Config whole, List<WorkerSettings> workers) {
        var libraries = ConfigFactory.defaultReferenceUnresolved().root().keySet();
        var kept = ConfigFactory.empty();
        for (var root : libraries) {
            if (!root.equals("muster")) kept = kept.withValue(root, whole.root().get(root));
        }
        for (var key : DISPATCHERS) kept = kept.withValue("muster." + key, whole.getValue("muster." + key));
        for (var worker : workers) {
            if (worker.dispatcher() == DispatcherChoice.OWN) {
                var own = whole.getValue("muster.dispatchers.own");
                kept = kept.withValue("muster.dispatchers.own-" + worker.name(), own);
            }
        }
        return kept;
    }
}
