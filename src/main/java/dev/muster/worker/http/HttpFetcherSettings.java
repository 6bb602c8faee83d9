package dev.muster.worker.http;

import dev.muster.worker.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What an {@link HttpFetcher} is told.
 *
 * @param targets what to fetch, in the order of the list; empty only if the stanza has a problem
 * @param repeat how often the whole list is fetched
 * @param concurrency fetches at one time, over all hosts
 * @param maxConnections open at one time over all hosts, those included that are kept for a further fetch
 * @param rate fetches begun in a second at most, retries and redirects not counted; 0 for no limit
 * @param redirects followed in one fetch at most; 0 for none, then a redirect is an answer like any other
 * @param gzip whether compressed answers are asked for and unpacked
 */
record HttpFetcherSettings(
        List<Target> targets,
        long repeat,
        int concurrency,
        int maxConnections,
        int rate,
        Limits limits,
        Expected expected,
        int redirects,
        Retries retries,
        boolean gzip,
        Route route) {

    /**
     * @param timeout for one try from its beginning to the last byte of its answer, redirects included
     * @param connect for the TCP connection; also bounded by {@code timeout}
     * @param body bytes of an answer's body, unpacked; reading stops beyond
     */
    record Limits(Duration timeout, Duration connect, long body) {

        static Limits read(Fields fields) {
            return new Limits(
                    fields.duration("timeout", Duration.ofSeconds(10), "for one try, to the last byte of its answer"),
                    fields.duration("connect-timeout", Duration.ofSeconds(2), "for a connection to be made"),
                    fields.bytes("max-body", 1 << 20, "size of an answer's body, unpacked, at which reading stops"));
        }
    }

    static HttpFetcherSettings read(Fields fields) {
        var urls = fields.requiredTexts("urls", List.of("https://example.org/"), "what to fetch, http or https");
        long most = Long.MAX_VALUE / Math.max(1, urls.size());
        long repeat = fields.count("repeat", 1, 1, most, "how often the list is fetched");
        int concurrency = fields.integer("concurrency", 8, 1, 1024, "fetches at one time");
        int connections = fields.integer(
                "max-connections",
                0,
                0,
                65_536,
                "connections open at one time, kept ones too; fewer than concurrency: fetches wait; 0: as many");
        int rate = fields.integer("rate", 0, 0, 1_000_000, "fetches begun in a second at most, 0 for no limit");
        var limits = Limits.read(fields);
        var expected = Expected.read(fields);
        boolean gzip = fields.flag("gzip", false, "whether compressed answers are asked for and unpacked");
        return new HttpFetcherSettings(
                targets(fields, urls, RequestTemplate.read(fields, gzip)),
                repeat,
                concurrency,
                connections == 0 ? concurrency : connections,
                rate,
                limits,
                expected,
                fields.integer("redirects", 0, 0, 20, "redirects followed at most; other hosts are told no secret"),
                Retries.read(fields),
                gzip,
                Route.read(fields));
    }

    /** In the whole of one run. */
    long fetches() {
        return targets.size() * repeat;
    }

    /** How many different ones there are in the list. */
    int origins() {
        return (int) targets.stream().map(Target::origin).distinct().count();
    }

    private static List<Target> targets(Fields fields, List<String> urls, RequestTemplate template) {
        var targets = new ArrayList<Target>(urls.size());
        for (int i = 0; i < urls.size(); i++) {
            try {
                targets.add(Target.of(urls.get(i), template));
            } catch (IllegalArgumentException e) {
                // The URL itself may hold a secret, so it is named by its place.
                fields.problem("urls", "number " + (i + 1) + " of the list " + e.getMessage());
            }
        }
        return List.copyOf(targets);
    }
}
