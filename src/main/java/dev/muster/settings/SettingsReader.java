package dev.muster.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import dev.muster.guardian.GuardianSettings;
import dev.muster.guardian.Suggestion;
import dev.muster.guardian.WorkerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads a settings file. What overrides what: system properties, then the file (in which {@code ${?NAME}} takes from the
 * environment), then {@code reference.conf}.
 */
public final class SettingsReader {
    /** What the guardian calls its own children. */
    private static final Set<String> TAKEN = Set.of("reporter");

    private final Path file;
    private final Properties properties;
    private final Map<String, String> environment;
    private final Problems problems;

    /** @param file as the user named it; problems are told under this name */
    public SettingsReader(Path file) {
        this(file, System.getProperties(), System.getenv());
    }

    SettingsReader(Path file, Properties properties, Map<String, String> environment) {
        this.file = file;
        this.properties = properties;
        this.environment = environment;
        this.problems = new Problems(file);
    }

    /** The directory of plugins that the file names; the usual one if the file does not say, or cannot be read. */
    public Path plugins() {
        var whole = whole(new SettingsFile(file, problems).parse());
        return ProcessSettings.read(new HoconFields("muster", Layers.of(whole, "muster"), problems, new Claims()))
                .plugins();
    }

    /**
     * Reads the file on the calling thread. A worker whose class cannot be used is no problem here: it is among the workers
     * and says why it is broken.
     *
     * @throws BadSettings with every problem there is
     */
    public MusterSettings read() throws BadSettings {
        var written = new SettingsFile(file, problems).parse();
        if (written.isEmpty()) complain();
        var whole = whole(written);
        if (!(whole.root().get("muster") instanceof ConfigObject))
            refuse(whole.root().get("muster"));
        var settings = read(whole, written);
        complain();
        return settings;
    }

    private Config whole(Config written) {
        var user = overrides().withFallback(written);
        return Unresolved.resolve(PekkoSettings.behind(user).withFallback(environment()), problems);
    }

    /**
     * Reads only where the admin server is, on the calling thread. Whoever looks for a running Muster need not have its
     * environment, nor a file that is right in all else.
     *
     * @throws BadSettings if the file cannot be parsed, or is wrong in {@code muster.admin}
     */
    public AdminSettings readAdmin() throws BadSettings {
        var written = new SettingsFile(file, problems).parse();
        complain();
        var user = PekkoSettings.behind(overrides().withFallback(written)).withFallback(environment());
        var whole = Unresolved.resolve(user, new Problems(file));
        if (!(whole.root().get("muster") instanceof ConfigObject))
            refuse(whole.root().get("muster"));
        var admin = AdminSettings.read(new HoconFields("muster", Layers.of(whole, "muster"), problems, new Claims()));
        complain();
        return admin;
    }

    private void refuse(ConfigValue muster) throws BadSettings {
        if (muster != null) problems.at(muster, "muster", "must be an object { }");
        complain();
    }

    private MusterSettings read(Config whole, Config written) {
        var claims = new Claims();
        var fields = new HoconFields("muster", Layers.of(whole, "muster"), problems, claims);
        var process = ProcessSettings.read(fields);
        var common = new HoconFields("", Layers.of(whole, WorkerStanza.DEFAULTS), problems, claims);
        StanzaSettings.read(common);
        checkKeys(whole, fields, common);
        var effective = new ArrayList<>(fields.effective());
        var types = new WorkerTypes(Plugins.in(process.plugins()));
        types.remarks().forEach(remark -> problems.warn(null, "", remark));
        var workers = workers(whole, written, types, claims, effective);
        var guardian = new GuardianSettings(workers, process.exitWhenDone(), process.drainTimeout());
        return new MusterSettings(
                guardian,
                process.sinks(),
                process.admin(),
                PekkoSettings.of(whole, workers),
                effective,
                problems.warnings());
    }

    private void checkKeys(Config whole, HoconFields fields, HoconFields common) {
        var known = new TreeSet<String>(Set.of("workers", "types", "worker-defaults"));
        fields.schema().forEach(field -> known.add(field.key()));
        var muster = whole.getObject("muster");
        for (var key : PekkoSettings.DISPATCHERS) if (Origins.isOurs(muster.get(key))) muster = muster.withoutKey(key);
        new UnknownKeys(known, problems).check(muster, "muster");
        var ofWorkers = common.schema().stream().map(Field::key).toList();
        if (Layers.lookup(whole.root(), List.of("muster", "worker-defaults")) instanceof ConfigObject defaults) {
            new UnknownKeys(ofWorkers, problems).check(defaults, WorkerStanza.DEFAULTS);
        }
    }

    private List<WorkerSettings> workers(
            Config whole, Config written, WorkerTypes types, Claims claims, List<Setting> effective) {
        var workers = new ArrayList<WorkerSettings>();
        new TypeDefaults(whole, types, problems).check();
        var value = Layers.lookup(whole.root(), List.of("muster", "workers"));
        if (!(value instanceof ConfigObject all)) {
            problems.at(value, "muster.workers", "must be an object { }");
            return workers;
        }
        if (all.isEmpty()) problems.at(0, "", "no worker is set under muster.workers" + meant(written));
        for (var name : new TreeMap<>(all).keySet()) {
            if (isStanza(name, all)) {
                var stanza = new WorkerStanza(name, whole, types, problems);
                stanza.read(claims).ifPresent(workers::add);
                effective.addAll(stanza.effective());
            }
        }
        return workers;
    }

    private boolean isStanza(String name, ConfigObject all) {
        var path = "muster.workers." + ConfigUtil.joinPath(name);
        var value = all.get(name);
        if (!name.matches("[a-z][a-z0-9-]{0,62}")) {
            problems.at(value, path, "bad name (allowed: a to z, 0 to 9 and -, a letter first, up to 63)");
        } else if (TAKEN.contains(name)) {
            problems.at(value, path, "this name is Muster's own: choose another");
        } else if (!(value instanceof ConfigObject)) {
            problems.at(value, path, "must be an object { }");
        }
        return value instanceof ConfigObject;
    }

    private static String meant(Config written) {
        if (written.root().containsKey("muster")) return "";
        return Suggestion.nearest("muster", written.root().keySet())
                .map(near -> " ('" + near + "' should be 'muster'?)")
                .orElse("");
    }

    private Config overrides() {
        var options = ConfigParseOptions.defaults().setOriginDescription("system property");
        return ConfigFactory.parseProperties((Properties) properties.clone(), options);
    }

    /** Behind everything and by name, so that a problem can tell which variable it came from. */
    private Config environment() {
        ConfigObject variables = ConfigFactory.empty().root();
        for (var variable : environment.entrySet()) {
            var origin = "environment variable " + variable.getKey();
            variables =
                    variables.withValue(variable.getKey(), ConfigValueFactory.fromAnyRef(variable.getValue(), origin));
        }
        return variables.toConfig();
    }

    private void complain() throws BadSettings {
        if (!problems.isEmpty()) throw new BadSettings(problems.sorted());
    }
}
