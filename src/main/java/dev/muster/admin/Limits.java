package dev.muster.admin;

import java.time.Duration;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.settings.ParserSettings;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import scala.concurrent.duration.FiniteDuration;

/** What a caller may take of the server, in time and in size. */
final class Limits {
    /** For the request's line and headers, however slowly they drip in. */
    static final Duration HEAD_DEADLINE = Duration.ofSeconds(5);

    /** Without a byte in either direction: a viewer that has stopped reading is gone after this. */
    static final Duration IDLE = Duration.ofSeconds(30);

    /** Above the guardian's 3 s and the body's 5 s. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private Limits() {}

    static ServerSettings settings(ActorSystem<?> system) {
        var byDefault = ServerSettings.create(system.classicSystem());
        var timeouts = byDefault.getTimeouts().withRequestTimeout(scala(ANSWER));
        return byDefault
                .withServerHeader(Optional.empty())
                .withTimeouts(timeouts)
                .withVerboseErrorMessages(false)
                .withPipeliningLimit(1)
                .withEnableHttp2(false)
                .withParsingErrorHandler(IllegalRequests.class.getName())
                .withParserSettings(parser(byDefault.getParserSettings()));
    }

    private static ParserSettings parser(ParserSettings byDefault) {
        return byDefault
                .withMaxUriLength(2048)
                .withMaxHeaderCount(64)
                .withMaxHeaderValueLength(8 * 1024)
                .withMaxContentLength(Reception.BODY_BYTES)
                .withMaxChunkSize((int) Reception.BODY_BYTES)
                .withIllegalHeaderWarnings(false);
    }

    private static FiniteDuration scala(Duration time) {
        return FiniteDuration.apply(time.toMillis(), "ms");
    }
}
