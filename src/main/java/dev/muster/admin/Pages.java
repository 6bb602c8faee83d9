package dev.muster.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.MediaTypes;

/** The files that the server gives out as they are. A path is never made into a file's name. */
final class Pages {
    private record Page(String path, String resource, ContentType type) {}

    private static final ContentType CSS = MediaTypes.TEXT_CSS.toContentType(HttpCharsets.UTF_8);
    private static final ContentType SCRIPT = MediaTypes.APPLICATION_JAVASCRIPT.toContentType(HttpCharsets.UTF_8);

    private static final List<Page> PAGES = List.of(
            new Page("/", "dashboard.html", ContentTypes.TEXT_HTML_UTF8),
            new Page("/dashboard.css", "dashboard.css", CSS),
            new Page("/dashboard.js", "dashboard.js", SCRIPT),
            part("icon.svg", MediaTypes.IMAGE_SVG_XML.toContentType()),
            part("tree.css", CSS),
            part("tail.css", CSS),
            part("element.js", SCRIPT),
            part("events.js", SCRIPT),
            part("figures.js", SCRIPT),
            part("server.js", SCRIPT),
            part("sparkline.js", SCRIPT),
            part("tail.js", SCRIPT),
            part("worker.js", SCRIPT),
            new Page("/openapi.yaml", "openapi.yaml", ContentTypes.TEXT_PLAIN_UTF8));

    private static Page part(String file, ContentType type) {
        return new Page("/dashboard/" + file, "dashboard/" + file, type);
    }

    private Pages() {}

    static List<Route> routes() {
        var routes = new ArrayList<Route>();
        for (var page : PAGES) {
            var bytes = read(page.resource);
            routes.add(Route.openGet(
                    page.path, call -> CompletableFuture.completedFuture(Replies.of(200, page.type, bytes))));
        }
        return routes;
    }

    private static byte[] read(String resource) {
        try (var in = Pages.class.getResourceAsStream(resource)) {
            if (in == null) throw new IllegalStateException("not packaged: " + resource);
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
