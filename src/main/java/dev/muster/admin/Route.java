package dev.muster.admin;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * One thing that can be asked for.
 *
 * @param method GET, which has no effect, or POST
 * @param path as in openapi.yaml: {@code /workers/{name}}
 * @param open whether it is answered without a token: it tells nothing of the workers but whether all is well
 */
record Route(String method, String path, boolean open, Action action) {

    /** What answers; may fail, which is answered as an error of the server's. */
    interface Action {
        CompletionStage<HttpResponse> on(Call call) throws Exception;
    }

    static Route get(String path, Action action) {
        return new Route("GET", path, false, action);
    }

    static Route openGet(String path, Action action) {
        return new Route("GET", path, true, action);
    }

    static Route post(String path, Action action) {
        return new Route("POST", path, false, action);
    }

    /**
     * What stands in the places, if the path is one of this route's; no place is left empty.
     *
     * @param asked with its dots resolved, and nothing encoded that need not be: {@code %6d} is an m by now, and a slash
     *     within a part is still {@code %2F}
     */
    Optional<Map<String, String>> match(String asked) {
        var wanted = path.split("/", -1);
        var given = asked.split("/", -1);
        if (wanted.length != given.length) return Optional.empty();
        var parts = new HashMap<String, String>();
        for (int i = 0; i < wanted.length; i++) {
            boolean place = wanted[i].startsWith("{");
            if (place ? given[i].isEmpty() : !wanted[i].equals(given[i])) return Optional.empty();
            if (place) parts.put(wanted[i].substring(1, wanted[i].length() - 1), given[i]);
        }
        return Optional.of(parts);
    }
}
