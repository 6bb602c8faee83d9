package dev.muster.settings;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import java.io.File;
import java.net.URL;
import java.util.function.Consumer;

/** Includes files and resources, and nothing from the network: settings can name classes to be run. */
final class Includes implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
    private final ConfigIncluder usual;
    private final Consumer<String> refused;
    private final Consumer<String> missed;

    /**
     * @param refused is told each address that was refused
     * @param missed is told each name under which nothing was found; that is allowed, and easily a mistake
     */
    Includes(Consumer<String> refused, Consumer<String> missed) {
        this(null, refused, missed);
    }

    private Includes(ConfigIncluder usual, Consumer<String> refused, Consumer<String> missed) {
        this.usual = usual;
        this.refused = refused;
        this.missed = missed;
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
        return fallback == this || usual != null ? this : new Includes(fallback, refused, missed);
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
        if (what.contains(":/")) return refuse(what);
        return told(what, usual.include(context, what));
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
        return told(what.toString(), ((ConfigIncluderFile) usual).includeFile(context, what));
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
        return told(what, ((ConfigIncluderClasspath) usual).includeResources(context, what));
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
        return refuse(what.toString());
    }

    private ConfigObject told(String what, ConfigObject included) {
        if (included.isEmpty()) missed.accept(what);
        return included;
    }

    private ConfigObject refuse(String address) {
        refused.accept(address);
        return ConfigFactory.empty().root();
    }
}
