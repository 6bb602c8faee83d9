package dev.muster.admin;

import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;

/** Answers what is no HTTP like every other error, and does not log it: whoever sends it could fill the log. */
public final class IllegalRequests extends ParsingErrorHandler {
    /** Pekko looks for it under this name. */
    public static final IllegalRequests MODULE$ = new IllegalRequests();

    private IllegalRequests() {}

    @Override
    public HttpResponse handle(StatusCode status, ErrorInfo info, LoggingAdapter log, ServerSettings settings) {
        return Replies.error(status.intValue(), "not a request that can be read: " + status.reason());
    }
}
