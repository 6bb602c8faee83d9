package dev.muster.worker.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;

/** What earlier runs of a worker left in a directory when their process was killed. All methods block. */
final class LeftBehind {
    private final Path directory;
    private final String worker;
    private final Logger log;

    LeftBehind(Path directory, String worker, Logger log) {
        this.directory = directory;
        this.worker = worker;
        this.log = log;
    }

    /**
     * Removes it, but nothing that is being written at this moment. What cannot be removed, such as another user's, is
     * logged and stays: it is in nobody's way.
     */
    void remove() throws IOException {
        for (var run : byRun().entrySet()) {
            var hold = directory.resolve(TemporaryNames.holdOf(run.getKey()));
            try {
                Hold.ifFree(hold, () -> run.getValue().forEach(this::remove));
            } catch (IOException e) {
                tell(hold, e);
            }
        }
    }

    private Map<String, List<Path>> byRun() throws IOException {
        var byRun = new HashMap<String, List<Path>>();
        var ours = TemporaryNames.of(worker);
        try (var found = Files.newDirectoryStream(directory, ".muster~*")) {
            for (var file : found) {
                var name = ours.matcher(file.getFileName().toString());
                if (!name.matches()) continue;
                var files = byRun.computeIfAbsent(name.group(1), run -> new ArrayList<>());
                if (!file.endsWith(TemporaryNames.holdOf(name.group(1)))) files.add(file);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return byRun;
    }

    private void remove(Path file) {
        try {
            // Anything else was not made by a writer.
            if (Files.isRegularFile(file, NOFOLLOW_LINKS)) Files.deleteIfExists(file);
        } catch (IOException e) {
            tell(file, e);
        }
    }

    private void tell(Path file, IOException why) {
        log.warn("{} is left of a crash and cannot be removed: {}", file, WriteFailure.reason(why));
    }
}
