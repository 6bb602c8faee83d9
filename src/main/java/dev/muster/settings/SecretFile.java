package dev.muster.settings;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A file that holds nothing but a secret, as container platforms mount them. */
final class SecretFile {
    /** In bytes; a secret is a line, and another file would be read into memory whole. */
    private static final long LONGEST = 64 << 10;

    private SecretFile() {}

    /**
     * What stands in it, without its last line break, which editors add.
     *
     * @throws Rejected if there is no such file, or nothing in it
     */
    static String read(String name) {
        try {
            var file = Path.of(name);
            check(file, name);
            var text = Files.readString(file).replaceFirst("\\r?\\n\\z", "");
            if (text.isEmpty()) throw new Rejected("'" + name + "' is empty");
            return text;
        } catch (InvalidPathException e) {
            throw new Rejected("is not a path: " + e.getReason());
        } catch (CharacterCodingException e) {
            throw new Rejected("'" + name + "' is not UTF-8 text: save it as UTF-8");
        } catch (IOException e) {
            throw new Rejected("'" + name + "' cannot be read: check its owner and mode");
        }
    }

    private static void check(Path file, String name) throws IOException {
        if (!Files.exists(file)) throw new Rejected("'" + name + "' does not exist");
        // A pipe could keep everybody waiting.
        if (!Files.isRegularFile(file)) throw new Rejected("'" + name + "' is not a file");
        if (Files.size(file) > LONGEST) throw new Rejected("'" + name + "' is longer than 64 KiB: is it a secret?");
    }
}
