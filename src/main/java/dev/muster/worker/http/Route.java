package dev.muster.worker.http;

import dev.muster.worker.Fields;
import dev.muster.worker.Secret;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.pekko.http.javadsl.ClientTransport;
import org.apache.pekko.http.javadsl.model.headers.HttpCredentials;

/**
 * By which way servers are reached and whom they are taken for.
 *
 * @param trustStore a PKCS12 or JKS file; empty for what the JVM trusts
 * @param proxy asked by CONNECT for every connection, plain ones too; unresolved
 */
record Route(
        Optional<String> trustStore,
        Optional<Secret> trustStorePassword,
        Optional<InetSocketAddress> proxy,
        Optional<String> proxyUser,
        Optional<Secret> proxyPassword) {

    private static final Pattern ADDRESS = Pattern.compile("([^:/@\\s]+):(\\d{1,5})");

    static Route read(Fields fields) {
        var trustStore = fields.optionalText("trust-store", "PKCS12 or JKS file with the certificates to trust");
        var password = fields.secret("trust-store-password", "password of the trust store");
        var proxy = fields.optionalText("proxy", "host:port of a proxy, asked by CONNECT for every connection");
        var user = fields.optionalText("proxy-user", "user for basic authentication at the proxy");
        var proxyPassword = fields.secret("proxy-password", "password for basic authentication at the proxy");
        if (trustStore.isEmpty() && password.isPresent()) fields.problem("trust-store-password", "needs a trust-store");
        if (proxy.isEmpty() && user.isPresent()) fields.problem("proxy-user", "needs a proxy");
        if (user.isEmpty() && proxyPassword.isPresent()) fields.problem("proxy-password", "needs a proxy-user");
        return new Route(trustStore, password, proxy.flatMap(text -> address(fields, text)), user, proxyPassword);
    }

    ClientTransport transport() {
        if (proxy.isEmpty()) return ClientTransport.TCP();
        if (proxyUser.isEmpty()) return ClientTransport.httpsProxy(proxy.get());
        var password = proxyPassword.map(Secret::reveal).orElse("");
        return ClientTransport.httpsProxy(
                proxy.get(), HttpCredentials.createBasicHttpCredentials(proxyUser.get(), password));
    }

    /**
     * Reads the trust store, if there is one.
     *
     * @throws TrustStoreFailure with the path and the reason if it cannot be read
     */
    SSLContext security() {
        try {
            if (trustStore.isEmpty()) return SSLContext.getDefault();
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store(Path.of(trustStore.get())));
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new TrustStoreFailure(trustStore.orElse("of the JVM"), e);
        }
    }

    private KeyStore store(Path path) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        try (var in = Files.newInputStream(path)) {
            store.load(in, trustStorePassword.map(p -> p.reveal().toCharArray()).orElse(null));
        }
        return store;
    }

    private static Optional<InetSocketAddress> address(Fields fields, String text) {
        var matched = ADDRESS.matcher(text);
        if (matched.matches() && Integer.parseInt(matched.group(2)) <= 65535) {
            int port = Integer.parseInt(matched.group(2));
            return Optional.of(InetSocketAddress.createUnresolved(matched.group(1), port));
        }
        fields.problem("proxy", "is not host:port");
        return Optional.empty();
    }
}
