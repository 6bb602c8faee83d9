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
 * @param timeout for one fetch from its beginning to the last byte of its answer
 * @param connectTimeout for the TCP connection; also bounded by {@code timeout}
 * @param maxBody bytes of an answer's body; reading stops beyond
 */
record HttpFetcherSettings(
        List<Target> targets, long repeat, int concurrency, Duration timeout, Duration connectTimeout, long maxBody) {

    static HttpFetcherSettings read(Fields fields) {
        var urls = fields.requiredTexts("urls", List.of("https://example.org/"), "what to fetch, http or https");
        return new HttpFetcherSettings(
                targets(fields, urls),
                fields.count(
                        "repeat", 1, 1, Long.MAX_VALUE / Math.max(1, urls.size()), "how often the list is fetched"),
                fields.integer("concurrency", 8, 1, 1024, "fetches at one time"),
                fields.duration("timeout", Duration.ofSeconds(10), "for one fetch, to the last byte of its answer"),
                fields.duration("connect-timeout", Duration.ofSeconds(2), "for a connection to be made"),
                fields.bytes("max-body", 1 << 20, "size of an answer's body at which reading stops"));
    }

    private static List<Target> targets(Fields fields, List<String> urls) {
        var targets = new ArrayList<Target>(urls.size());
        for (int i = 0; i < urls.size(); i++) {
            try {
                targets.add(Target.of(urls.get(i)));
            } catch (IllegalArgumentException e) {
                // The URL itself may hold a secret, so it is named by its place.
                fields.problem("urls", "number " + (i + 1) + " of the list " + e.getMessage());
            }
        }
        return List.copyOf(targets);
    }
}
