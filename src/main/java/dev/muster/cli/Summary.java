package dev.muster.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.report.Roster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The books at the end, as JSON for programs. */
final class Summary {
    private Summary() {}

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
