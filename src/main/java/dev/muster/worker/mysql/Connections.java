package dev.muster.worker.mysql;

import com.mysql.cj.jdbc.Driver;
import dev.muster.worker.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/**
 * Opens connections by Connector/J. The url's options come first, but for those that bound the time and those that
 * encrypt. Thread-safe.
 */
final class Connections {
    private final Driver driver;
    private final MysqlUrl url;
    private final Properties properties = new Properties();
    private final int answerTimeoutMillis;

    Connections(MysqlQuerySettings settings) throws SQLException {
        driver = new Driver();
        url = settings.url();
        answerTimeoutMillis = millis(longest(settings.queryTimeout().multipliedBy(3), Duration.ofSeconds(30)));
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

    /** Blocks for about the connect timeout at most. */
    Connection open() throws SQLException {
        var connection = driver.connect(url.text(), properties);
        try {
            connection.setNetworkTimeout(Runnable::run, answerTimeoutMillis);
            return connection;
        } catch (Throwable e) {
            // Nobody else knows it, and the server would keep its session.
            connection.abort(Runnable::run);
            throw e;
        }
    }

    private void byDefault(Map<String, String> options) {
        options.forEach((name, value) -> {
            if (!url.has(name)) properties.setProperty(name, value);
        });
    }

    /** JDBC counts in an int, which ends at 24 days. */
    private static int millis(Duration time) {
        return (int) Math.min(time.toMillis(), Integer.MAX_VALUE);
    }

    private static Duration longest(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
