package dev.muster.worker.mysql;

import dev.muster.worker.Secret;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/** Says in one clause what went wrong. */
final class FailureText {
    private final String server;
    private final String user;
    private final String timeout;
    private final String trustStore;
    private final List<String> secrets = new ArrayList<>();

    private FailureText(MysqlQuerySettings settings) {
        server = settings.url().server();
        user = settings.user().or(() -> settings.url().option("user")).orElse("");
        timeout = settings.connectTimeout().toMillis() + " ms";
        trustStore = settings.encryption().trustStore().orElse("of the url");
        settings.password().map(Secret::reveal).ifPresent(secrets::add);
        settings.encryption().trustStorePassword().map(Secret::reveal).ifPresent(secrets::add);
        secrets.addAll(settings.url().secrets());
        secrets.removeIf(String::isEmpty);
    }

    static FailureText of(MysqlQuerySettings settings) {
        return new FailureText(settings);
    }

    MysqlFailure failure(Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) return failure(failure.getCause());
        if (failure instanceof MysqlFailure known) return known;
        var text = failure instanceof SQLException sql ? ofSql(sql) : ofOther(failure);
        for (var secret : secrets) text = text.replace(secret, "***");
        return new MysqlFailure(text, ServerErrors.isPermanent(failure));
    }

    private String ofSql(SQLException failure) {
        // The pool's own exception says only that it has no connection; its cause says why.
        if (failure instanceof SQLTransientConnectionException && failure.getCause() instanceof SQLException why) {
            return ofSql(why);
        }
        return switch (failure.getErrorCode()) {
            case ServerErrors.TOO_MANY_CONNECTIONS, ServerErrors.USER_CONNECTIONS -> "too many connections" + at();
            case ServerErrors.ACCESS_DENIED -> "access denied for user '" + user + "'" + at();
            case ServerErrors.UNKNOWN_DATABASE, ServerErrors.ACCESS_DENIED_DATABASE -> lower(failure) + at();
            case ServerErrors.HOST_BLOCKED, ServerErrors.HOST_NOT_ALLOWED -> "the server refuses this host" + at();
            case ServerErrors.TLS_REQUIRED -> "the server insists on TLS" + at();
            case ServerErrors.SHUTDOWN -> "the server is shutting down" + at();
            case ServerErrors.CONNECTION_KILLED, ServerErrors.QUERY_KILLED -> "killed on the server" + at();
            case 0 -> ofDriver(failure);
            default -> lower(failure) + " (error " + failure.getErrorCode() + ")";
        };
    }

    private String ofDriver(SQLException failure) {
        var tls = new TlsTrouble(failure).clause(trustStore);
        if (tls.isPresent()) return "TLS failed: " + tls.get() + at();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) return "connection refused" + at();
            if (cause instanceof UnknownHostException) return "unknown host" + at();
            if (cause instanceof NoRouteToHostException) return "no route to host" + at();
            if (cause instanceof SocketTimeoutException) return "no answer within " + timeout + at();
        }
        if (failure instanceof SQLTransientConnectionException) return "no connection within " + timeout + at();
        boolean lost = failure.getSQLState() != null && failure.getSQLState().startsWith("08");
        return lost ? "connection lost" + at() : lower(failure);
    }

    private String ofOther(Throwable failure) {
        if (failure instanceof LinkageError) return "a class is missing, is mysql-connector-j there? (" + failure + ")";
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : firstLine(failure.getMessage());
    }

    private String at() {
        return " (" + server + ")";
    }

    private static String lower(Throwable failure) {
        var text = failure.getMessage() == null ? failure.getClass().getSimpleName() : firstLine(failure.getMessage());
        return text.length() < 2 || Character.isUpperCase(text.charAt(1))
                ? text
                : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    private static String firstLine(String text) {
        return text.strip().lines().findFirst().orElse("").strip();
    }
}
