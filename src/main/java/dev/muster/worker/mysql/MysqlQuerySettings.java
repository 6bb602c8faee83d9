package dev.muster.worker.mysql;

import dev.muster.worker.Fields;
import dev.muster.worker.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A checked stanza of {@link MysqlQuery}. */
record MysqlQuerySettings(
        String worker,
        MysqlUrl url,
        Optional<String> user,
        Optional<Secret> password,
        String query,
        List<Object> parameters,
        long repeat,
        int concurrency,
        Duration queryTimeout,
        Duration connectTimeout,
        long maxRows,
        int fetchSize,
        Encryption encryption,
        boolean readOnly,
        boolean idempotent,
        Optional<String> onConnect) {

    static MysqlQuerySettings read(Fields fields) {
        var url = MysqlUrl.of(fields.requiredText(
                "url", "jdbc:mysql://127.0.0.1:3306/demo", "JDBC url of the database, with Connector/J's options"));
        url.problem().ifPresent(what -> fields.problem("url", what));
        return new MysqlQuerySettings(
                fields.worker(),
                url,
                fields.optionalText("user", "the server's user; absent: the url's"),
                fields.secret("password", "that user's password; absent: the url's, or none"),
                fields.requiredText("query", "SELECT 'Hello from DB'", "one statement, with ? for each parameter"),
                fields.values("parameters", "the values bound to the statement's ?, in their order"),
                fields.count("repeat", 1, 1, Long.MAX_VALUE, "how many times a run executes the statement"),
                fields.integer("concurrency", 1, 1, 256, "sessions that execute it at the same time"),
                fields.duration(
                        "query-timeout",
                        Duration.ofSeconds(10),
                        "how long the server may take to a first row or to the next; then it is told to end"),
                fields.duration("connect-timeout", Duration.ofSeconds(2), "how long connecting may take"),
                fields.count("max-rows", 0, 0, Integer.MAX_VALUE, "rows taken of each result, like LIMIT; 0: all"),
                fields.integer(
                        "fetch-size",
                        0,
                        0,
                        1_000_000,
                        "rows per round trip from a cursor, which makes the server copy each result and frees its locks"
                                + " early; 0: no cursor, rows are read off the network one by one"),
                Encryption.read(fields),
                fields.flag("read-only", false, "whether sessions may only read"),
                fields.flag(
                        "idempotent",
                        false,
                        "whether the statement may be executed again, up to 3 times, after a deadlock or a lock's timeout"),
                fields.optionalText("on-connect", "a statement that each new session begins with"));
    }
}
