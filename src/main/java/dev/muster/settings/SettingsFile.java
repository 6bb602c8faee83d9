package dev.muster.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The user's file as HOCON, not resolved yet. */
final class SettingsFile {
    /** Settings are written by hand; what is longer is another file, and would be read into memory whole. */
    private static final long LONGEST = 1 << 20;

    private final Path path;
    private final Problems problems;

    SettingsFile(Path path, Problems problems) {
        this.path = path;
        this.problems = problems;
    }

    /** Empty if it cannot be parsed; then there is a problem. */
    Config parse() {
        var text = text();
        if (!problems.isEmpty()) return ConfigFactory.empty();
        var options = ConfigParseOptions.defaults()
                .setAllowMissing(false)
                .setIncluder(new Includes(address -> refuse(text, address), name -> miss(text, name)));
        try {
            // A bare name has no directory in which what it includes would be looked for.
            var config = ConfigFactory.parseFile(path.toAbsolutePath().toFile(), options);
            Duplicates.of(text).forEach(again -> problems.at(again.line(), again.path(), again.what()));
            return config;
        } catch (ConfigException e) {
            problems.at(e.origin(), "", Malformed.clause(e));
        } catch (StackOverflowError e) {
            problems.at(0, "", "is nested too deeply");
        }
        return ConfigFactory.empty();
    }

    private String text() {
        try {
            var unfit = unfit();
            if (unfit == null) return Files.readString(path);
            problems.at(0, "", unfit);
        } catch (CharacterCodingException e) {
            problems.at(0, "", "is not UTF-8 text: save it as UTF-8");
        } catch (IOException e) {
            problems.at(0, "", "cannot be read: " + e.getMessage());
        }
        return "";
    }

    private String unfit() throws IOException {
        if (Files.isDirectory(path)) return "is a directory: name a file with --config FILE";
        if (!Files.exists(path)) return "does not exist: write it, or name another one with --config FILE";
        if (!Files.isReadable(path)) return "cannot be read: check its owner and mode";
        if (!Files.isRegularFile(path)) return null;
        if (Files.size(path) > LONGEST) return "is longer than 1 MiB: is it a settings file?";
        var bytes = Files.readAllBytes(path);
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf('\0') < 0
                ? null
                : "is not UTF-8 text: save it as UTF-8";
    }

    private void refuse(String text, String address) {
        problems.at(line(text, address), "", "include of a URL is refused: include a file instead");
    }

    private void miss(String text, String name) {
        problems.hint(
                line(text, name), "include of '" + name + "' brings nothing: there is no such file, or it is empty");
    }

    /** 0 if it is in an included file. */
    private static int line(String text, String included) {
        int at = text.indexOf(included);
        return at < 0 ? 0 : (int) text.substring(0, at).lines().count();
    }
}
