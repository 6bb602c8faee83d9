package dev.muster.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.regex.Pattern;

/** Resolves {@code ${…}}; what leads nowhere becomes a problem and a mark, so that the rest can be read on. */
final class Unresolved {
    /** From a private area of Unicode: nobody writes it. */
    private static final String MARK = "\uE000unresolved\uE000";

    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{([^}?]+)}");
    private static final int MOST = 100;

    private Unresolved() {}

    /** Whether a text comes from, or talks about, a value that has its problem already. */
    static boolean marks(String text) {
        return text.contains(MARK);
    }

    static boolean marks(ConfigValue value) {
        return value.valueType() == ConfigValueType.STRING && marks((String) value.unwrapped());
    }

    static Config resolve(Config config, Problems problems) {
        var filled = config;
        for (int i = 0; i < MOST && !filled.isEmpty(); i++) {
            try {
                return filled.resolve(ConfigResolveOptions.noSystem());
            } catch (ConfigException.UnresolvedSubstitution e) {
                filled = marked(filled, e, problems);
            } catch (StackOverflowError e) {
                if (problems.isEmpty()) problems.at(0, "", "its references lead too deep");
                return ConfigFactory.empty();
            } catch (ConfigException e) {
                problems.at(e.origin(), "", Malformed.clause(e));
                return ConfigFactory.empty();
            }
        }
        return ConfigFactory.empty();
    }

    /** Empty if there is no name to be marked. */
    private static Config marked(Config config, ConfigException.UnresolvedSubstitution e, Problems problems) {
        var name = SUBSTITUTION.matcher(e.getMessage());
        if (e.getMessage().contains("cycle") || !name.find()) {
            problems.at(e.origin(), "", "a substitution that leads back to itself");
            return ConfigFactory.empty();
        }
        problems.at(e.origin(), "", "${" + name.group(1) + "} is not set anywhere" + hint(name.group(1)));
        var path = ConfigUtil.joinPath(ConfigUtil.splitPath(name.group(1)));
        return config.withFallback(ConfigFactory.empty().withValue(path, ConfigValueFactory.fromAnyRef(MARK)));
    }

    private static String hint(String name) {
        return name.matches("[A-Z][A-Z0-9_]*") ? " (set the environment variable, or write ${?" + name + "})" : "";
    }
}
