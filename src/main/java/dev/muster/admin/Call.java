package dev.muster.admin;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/**
 * One request that has passed the guards.
 *
 * @param parts what stands in the path's {@code {name}} places
 * @param body a missing node if there is none
 * @param gone completes when the caller's connection has ended, however it did
 */
record Call(
        HttpRequest request,
        InetSocketAddress from,
        Map<String, String> parts,
        JsonNode body,
        CompletionStage<?> gone) {

    /** Who wants it, for the log. */
    String origin() {
        var address = from.getAddress() == null
                ? from.getHostString()
                : from.getAddress().getHostAddress();
        return "http from " + (address.contains(":") ? "[" + address + "]" : address) + ":" + from.getPort();
    }

    /** A header's value; empty if there is none, the last one if there are several. */
    String header(String name) {
        return Guards.headers(request, name).stream()
                .reduce((first, second) -> second)
                .orElse("");
    }
}
