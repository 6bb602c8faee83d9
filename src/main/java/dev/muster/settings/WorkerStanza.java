package dev.muster.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import dev.muster.guardian.WorkerSettings;
import dev.muster.guardian.WorkerSettings.DispatcherChoice;
import dev.muster.worker.Job;
import dev.muster.worker.WorkerType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one worker's stanza. */
final class WorkerStanza {
    static final String DEFAULTS = "muster.worker-defaults";
    private static final String OURS = "dev.muster.worker.";

    private final String name;
    private final Config config;
    private final WorkerTypes types;
    private final Problems problems;
    private final HoconFields stanza;
    private final List<Setting> effective = new ArrayList<>();

    WorkerStanza(String name, Config config, WorkerTypes types, Problems problems) {
        this.name = name;
        this.config = config;
        this.types = types;
        this.problems = problems;
        var itself = Layers.of(config, path());
        this.stanza = new HoconFields(name, itself, problems, new Claims());
    }

    /** Empty if the worker is not enabled, or if problems say what is wrong with it. */
    Optional<WorkerSettings> read(Claims claims) {
        int before = problems.sorted().size();
        var type =
                stanza.requiredText("type", types.names().stream().findFirst().orElse("…"), "what it does");
        if (problems.sorted().size() > before) return Optional.empty();
        var common = new HoconFields(name, layers(type).behind(config, DEFAULTS), problems, claims);
        var settings = StanzaSettings.read(common);
        var known = new ArrayList<>(keys(common.schema()));
        known.add("type");
        effective.addAll(stanza.effective());
        var job = job(type, settings.enabled() ? claims : new Claims(), known);
        effective.addAll(common.effective());
        return settings.enabled() && job != null ? Optional.of(worker(type, job, settings)) : Optional.empty();
    }

    /** What has been read, with its type's keys before those that every worker has. */
    List<Setting> effective() {
        return effective;
    }

    /** Null if the type is unknown; then there is a problem. */
    private Made job(String type, Claims claims, List<String> known) {
        try {
            var found = types.find(type);
            if (found.isPresent()) return read(found.get(), type, claims, known);
            stanza.problem("type", types.unknown(type));
            return null;
        } catch (Rejected e) {
            return new Made(null, e.getMessage(), false);
        }
    }

    private Made read(WorkerType made, String type, Claims claims, List<String> known) {
        var fields = new HoconFields(name, layers(type), problems, claims);
        boolean ours = made.getClass().getName().startsWith(OURS);
        try {
            // Muster's own are known to come back.
            var job = ours
                    ? made.read(fields)
                    : TimedCall.begin("read " + path(), made.getClass().getClassLoader(), () -> made.read(fields))
                            .resultOrRejected("type " + type + " could not read its settings");
            known.addAll(keys(fields.schema()));
            effective.addAll(fields.effective());
            if (Layers.lookup(config.root(), ConfigUtil.splitPath(path())) instanceof ConfigObject it) {
                new UnknownKeys(known, problems).check(it, path());
            }
            return job == null ? new Made(null, "type " + type + " gave no job", ours) : new Made(job, null, ours);
        } catch (Rejected e) {
            return new Made(null, fields.masked(e.getMessage()), ours);
        } catch (Throwable e) {
            return new Made(null, fields.masked("type " + type + " could not read its settings: " + Cause.of(e)), ours);
        }
    }

    private WorkerSettings worker(String type, Made made, StanzaSettings settings) {
        var usual = made.ours ? DispatcherChoice.SHARED : DispatcherChoice.OWN;
        return new WorkerSettings(
                name,
                type,
                made.job,
                made.broken,
                settings.critical(),
                settings.dispatcher().orElse(usual),
                settings.schedule(),
                settings.limit(),
                settings.supervision(),
                settings.onGiveUp());
    }

    private Layers layers(String type) {
        return Layers.of(config, path()).behind(config, TypeDefaults.path(type));
    }

    private String path() {
        return "muster.workers." + ConfigUtil.joinPath(name);
    }

    private static List<String> keys(List<Field> schema) {
        return schema.stream().map(Field::key).toList();
    }

    /** A job, or why there is none. */
    private record Made(Job job, String broken, boolean ours) {}
}
