package dev.muster.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.report.Roster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The books at the end, as JSON for programs. */
final class Summary {
    private Summary() {}

    /**
     * Looks whether it can be written as far as can be seen beforehand; writes nothing.
     *
     * @return why not, as one sentence; empty if it can
     */
    static Optional<String> obstacle(Path file) {
        var directory = file.toAbsolutePath().getParent();
        String why = null;
        if (Files.isDirectory(file)) why = "is a directory: name a file";
        else if (Files.exists(file))
            why = Files.isWritable(file) ? null : "cannot be written: check its owner and mode";
        else if (!Files.isDirectory(directory)) why = "its directory " + directory + " does not exist";
        else if (!Files.isWritable(directory)) why = "its directory " + directory + " cannot be written to";
        return Optional.ofNullable(why).map(it -> "--summary " + file + ": " + it);
    }

    /** @throws IOException if the file cannot be written */
    static void write(Roster roster, Path file) throws IOException {
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), of(roster));
    }

    static Map<String, Object> of(Roster roster) {
        var workers = new LinkedHashMap<String, Object>();
        for (var worker : roster.workers()) workers.put(worker.name(), of(worker));
        return Map.of("workers", workers);
    }

    static Map<String, Object> of(Roster.Entry worker) {
        var account = worker.account();
        var books = new LinkedHashMap<String, Object>();
        books.put("state", worker.state().name());
        books.put("emitted", account.emitted());
        books.put("delivered", account.delivered());
        books.put("dropped", account.dropped());
        books.put("errors", account.errors());
        books.put("restarts", worker.restarts());
        books.put("skipped-ticks", worker.skippedTicks());
        books.put("first-result-at", text(account.firstResultAt()));
        books.put("last-result-at", text(account.lastResultAt()));
        books.put("results-per-second", account.resultsPerSecond());
        if (!account.notes().isEmpty()) books.put("notes", account.notes());
        return books;
    }

    private static String text(Instant at) {
        return at == null ? null : at.toString();
    }
}
