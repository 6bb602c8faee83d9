package dev.muster.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Where the demo's files lie; gone when the demo is. */
final class DemoDirectory {
    private final Path path;

    DemoDirectory() throws IOException {
        path = Files.createTempDirectory("muster-demo-");
        Runtime.getRuntime().addShutdownHook(new Thread(this::remove, "demo-end"));
    }

    Path path() {
        return path;
    }

    private void remove() {
        try (var files = Files.walk(path)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        } catch (IOException e) {
            System.err.println("demo: " + path + " is left behind: " + e.getMessage());
        }
    }
}
