package dev.muster.admin;

import dev.muster.guardian.Controls;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** {@code /events}: what happens, as server-sent events. */
final class Watching {
    /** Shorter than what proxies and the server itself take for a dead connection. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private static final ByteString BEAT = ByteString.fromString(": heartbeat\n\n");

    /** The answer begins at once, so that the viewer knows that it is connected; it may come back after a second. */
    private static final ByteString WELCOME = ByteString.fromString("retry: 1000\n\n");

    private static final ContentType EVENTS = MediaTypes.TEXT_EVENT_STREAM.toContentType();

    private final Controls controls;
    private final Events events;

    Watching(Controls controls, Events events) {
        this.controls = controls;
        this.events = events;
    }

    CompletionStage<HttpResponse> watch(Call call) {
        var query = call.request().getUri().query();
        var kinds = new HashSet<Kind>();
        for (var word : words(query.getOrElse("kind", ""))) {
            var kind = Kind.named(word);
            if (kind.isEmpty()) return done(Replies.error(400, "there is no such kind (allowed: state, result)"));
            kinds.add(kind.get());
        }
        var workers = words(query.getOrElse("worker", ""));
        if (!controls.workers().containsAll(workers)) return done(Workers.unknown(controls));
        var wanted = kinds.isEmpty() ? Interest.ALL.kinds() : kinds;
        var viewer = events.join(new Interest(workers, wanted), call.header("Last-Event-ID"));
        if (viewer.isEmpty()) return done(Replies.error(503, "there are " + Events.VIEWERS + " viewers already"));
        call.gone().thenRun(() -> events.leave(viewer.get()));
        return done(Replies.stream(EVENTS, stream(viewer.get())));
    }

    private static Source<ByteString, ?> stream(Viewer viewer) {
        return Source.fromGraph(new ViewerSource(viewer))
                .keepAlive(HEARTBEAT, () -> BEAT)
                .prepend(Source.single(WELCOME));
    }

    /** Separated by commas. */
    private static Set<String> words(String list) {
        var words = new LinkedHashSet<>(Arrays.asList(list.split(",")));
        words.remove("");
        return words;
    }

    private static CompletionStage<HttpResponse> done(HttpResponse reply) {
        return CompletableFuture.completedFuture(reply);
    }
}
