package dev.muster.worker.mysql;

import com.mysql.cj.jdbc.Driver;
import dev.muster.worker.Secret;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Opens connections by Connector/J, for the pool. The url's options come first, but for those that bound the time.
 * Thread-safe.
 */
final class Connections implements DataSource {
    private final Driver driver;
    private final MysqlUrl url;
    private final Properties properties = new Properties();
    private final Duration answerTimeout;
    private final AtomicReference<Connection> first = new AtomicReference<>();

    Connections(MysqlQuerySettings settings) throws SQLException {
        driver = new Driver();
        url = settings.url();
        answerTimeout = longest(settings.queryTimeout().multipliedBy(3), Duration.ofSeconds(30));
        settings.user().ifPresent(user -> properties.setProperty("user", user));
        settings.password().map(Secret::reveal).ifPresent(it -> properties.setProperty("password", it));
        var patience = Long.toString(settings.connectTimeout().toMillis());
        // The driver's own default for both is to wait for ever; this one holds while the connection is being made.
        properties.setProperty("connectTimeout", patience);
        properties.setProperty("socketTimeout", patience);
        byDefault(settings.encryption().options());
        byDefault(Map.of(
                "tcpKeepAlive", "true",
                "useLocalSessionState", "true",
                "elideSetAutoCommits", "true",
                "cacheServerConfiguration", "true",
                "maintainTimeStats", "false",
                "tinyInt1isBit", "false",
                "yearIsDateType", "false"));
        byDefault(Map.of(
                "useCursorFetch", Boolean.toString(settings.fetchSize() > 0),
                "netTimeoutForStreamingResults", "0",
                "sessionVariables", "net_write_timeout=86400",
                "enableQueryTimeouts", "false",
                // Parsed once by the server and never by the driver: a sixth faster, but one more round trip at first.
                "useServerPrepStmts", Boolean.toString(settings.repeat() > 1),
                // A buffer of one's own in front of the socket; the driver's read-ahead asks the kernel before each
                // read.
                "useReadAheadInput", "false",
                "useUnbufferedInput", "false"));
    }

    /** Opens the connection that the pool is given first, so that what is wrong is known before there is a pool. */
    void open() throws SQLException {
        first.set(connect());
    }

    /** Closes the first connection if the pool has not taken it. */
    void close() throws SQLException {
        var unused = first.getAndSet(null);
        if (unused != null) unused.close();
    }

    @Override
    public Connection getConnection() throws SQLException {
        var opened = first.getAndSet(null);
        return opened != null ? opened : connect();
    }

    private Connection connect() throws SQLException {
        var connection = driver.connect(url.text(), properties);
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(answerTimeout.toMillis()));
        return connection;
    }

    private void byDefault(Map<String, String> options) {
        options.forEach((name, value) -> {
            if (!url.has(name)) properties.setProperty(name, value);
        });
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
