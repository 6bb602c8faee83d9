package dev.muster.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import redis.embedded.core.ExecutableProvider;

/** The redis-server to run: the one of the embedded-redis artifact, or else an installed one. */
final class RedisExecutable {
    private static Path found;

    private RedisExecutable() {}

    static synchronized Path path() throws IOException {
        if (found == null) found = find();
        return found;
    }

    private static Path find() throws IOException {
        var embedded =
                ExecutableProvider.newJarResourceProvider().get().toPath().toAbsolutePath();
        // It is linked against a certain libssl, which a bare machine may not have.
        for (var candidate : List.of(embedded, Path.of("redis-server"))) if (runs(candidate)) return candidate;
        throw new IOException("neither the embedded redis-server runs here nor is one installed");
    }

    private static boolean runs(Path executable) {
        try {
            var version = new ProcessBuilder(executable.toString(), "--version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return version.waitFor(20, TimeUnit.SECONDS) && version.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
