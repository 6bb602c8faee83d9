package dev.muster.worker.mysql;

import dev.muster.worker.Dependency;
import java.sql.SQLException;

/** The server that the statements go to. */
record MysqlServer(MysqlQuerySettings settings) implements Dependency {

    @Override
    public String name() {
        return "mysql at " + settings.url();
    }

    /** Connects, logs in and selects the database. Executes nothing. */
    @Override
    public String connect() {
        try (var connection = new Connections(settings).open()) {
            var server = connection.getMetaData();
            return server.getDatabaseProductName() + " " + server.getDatabaseProductVersion();
        } catch (SQLException e) {
            throw FailureText.of(settings).failure(e);
        }
    }
}
