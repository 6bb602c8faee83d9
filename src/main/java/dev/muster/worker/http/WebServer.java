package dev.muster.worker.http;

import dev.muster.worker.Dependency;
import dev.muster.worker.Secret;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SSLSocket;

/**
 * A host of the urls, reached as the worker reaches it: through the proxy if there is one, by TLS if the url says so. No
 * request is sent to it, since a request may have an effect.
 */
record WebServer(Origin origin, HttpFetcherSettings settings) implements Dependency {
    /** Of a proxy's first answer, in bytes; what is longer is no proxy's. */
    private static final int LONGEST_ANSWER = 8192;

    static List<Dependency> of(HttpFetcherSettings settings) {
        return settings.targets().stream()
                .map(Target::origin)
                .distinct()
                .<Dependency>map(origin -> new WebServer(origin, settings))
                .toList();
    }

    @Override
    public String name() {
        return origin.toString();
    }

    @Override
    public String connect() throws IOException {
        int timeout = Math.toIntExact(settings.limits().connect().toMillis());
        try (var socket = new Socket()) {
            socket.connect(address(), timeout);
            socket.setSoTimeout(timeout);
            if (settings.route().proxy().isPresent()) passProxy(socket);
            return origin.secure() ? secure(socket) : "connected";
        } catch (SocketTimeoutException e) {
            throw new IOException("no answer within " + timeout + " ms", e);
        } catch (ProtocolException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(Failure.clause(e), e);
        }
    }

    private InetSocketAddress address() throws UnknownHostException {
        var proxy = settings.route().proxy();
        var address = proxy.isPresent()
                ? new InetSocketAddress(proxy.get().getHostString(), proxy.get().getPort())
                : new InetSocketAddress(origin.host(), origin.port());
        if (address.isUnresolved()) throw new UnknownHostException(address.getHostString());
        return address;
    }

    private String secure(Socket plain) throws IOException {
        var factory = settings.route().security().getSocketFactory();
        try (var socket = (SSLSocket) factory.createSocket(plain, origin.host(), origin.port(), true)) {
            var parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    private void passProxy(Socket socket) throws IOException {
        var host = origin.host().indexOf(':') >= 0 ? "[" + origin.host() + "]" : origin.host();
        var to = host + ":" + origin.port();
        var route = settings.route();
        var user = route.proxyUser()
                .map(name ->
                        name + ":" + route.proxyPassword().map(Secret::reveal).orElse(""))
                .map(it -> "Proxy-Authorization: " + RequestTemplate.basic(it) + "\r\n")
                .orElse("");
        var request = "CONNECT " + to + " HTTP/1.1\r\nHost: " + to + "\r\n" + user + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        var answer = answer(socket);
        if (!answer.matches("(?s)HTTP/1\\.\\d 2\\d\\d.*")) {
            throw new ProtocolException(
                    "the proxy said: " + answer.lines().findFirst().orElse("nothing"));
        }
    }

    private static String answer(Socket socket) throws IOException {
        var answer = new StringBuilder();
        while (answer.length() < LONGEST_ANSWER && answer.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) break;
            answer.append((char) next);
        }
        return answer.toString();
    }
}
