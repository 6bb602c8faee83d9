package dev.muster.worker.mysql;

import com.mysql.cj.jdbc.JdbcConnection;
import dev.muster.worker.Result;
import dev.muster.worker.mysql.AnswerDeadline.Stopped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * Executes the statement over and over on one connection, with one prepared statement and without a round trip besides.
 * The loop has a thread of its own; the rest may be called from any thread.
 */
final class QuerySession {
    private static final int RETRIES = 3;
    private static final Pattern SELECT = Pattern.compile("\\s*SELECT\\s", Pattern.CASE_INSENSITIVE);

    private final QueryRun run;
    private final MysqlQuerySettings settings;
    private final AnswerDeadline deadline;

    private volatile JdbcConnection connection;
    private volatile long connectionId;
    private boolean selects;
    private boolean midway;
    private boolean emitted;

    QuerySession(QueryRun run, MysqlQuerySettings settings) {
        this.run = run;
        this.settings = settings;
        this.deadline = new AnswerDeadline(settings.queryTimeout());
    }

    /** The loop. Ends when the run has no more executions to give, or is stopped. */
    void loop(Connection connection) throws Exception {
        // The driver's own, since the pool's wrappers would count each statement and each row.
        var driver = connection.unwrap(JdbcConnection.class);
        this.connection = driver;
        this.connectionId = driver.getId();
        int patience = driver.getNetworkTimeout();
        // Here the deadline of each answer holds, and a socket with a time limit costs two more system calls a read.
        driver.setNetworkTimeout(Runnable::run, 0);
        try {
            executeAll();
        } finally {
            restore(driver, patience);
        }
    }

    private void restore(JdbcConnection driver, int patience) {
        try {
            if (!driver.isClosed()) driver.setNetworkTimeout(Runnable::run, patience);
        } catch (SQLException e) {
            // It is being closed just now. Why the session ends is known already, and better than here.
            abort();
        }
    }

    private void executeAll() throws Exception {
        try (var statement = prepare()) {
            try {
                for (long n = run.nextNumber(); n >= 0; n = run.nextNumber()) execute(statement, n);
            } catch (Throwable e) {
                // Before the statement is closed, since that would read the rest of its rows.
                abort();
                throw e;
            }
        } catch (SQLException | Stopped e) {
            if (deadline.isLate())
                throw new MysqlFailure(
                        "no answer within " + settings.queryTimeout().toMillis() + " ms, query ended");
            if (!deadline.isEnded()) throw e;
            if (midway) run.kill(connectionId);
        }
    }

    /** Ends the session. @return whether the server was at work for it, so that it has to be told */
    boolean end() {
        return deadline.end();
    }

    /** Ends the session if the server is late. @return whether it was */
    boolean endIfLate(long now) {
        return deadline.endIfLate(now);
    }

    long connectionId() {
        return connectionId;
    }

    /** Closes the connection's socket; what waits for the server fails at once. */
    void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // It is closed already, then.
        }
    }

    private PreparedStatement prepare() throws SQLException, Stopped {
        var statement = ask();
        // The driver's way to ask for row by row, with the network's flow control as back-pressure.
        statement.setFetchSize(settings.fetchSize() == 0 ? Integer.MIN_VALUE : settings.fetchSize());
        if (settings.maxRows() > 0) statement.setLargeMaxRows(settings.maxRows());
        int position = 0;
        for (var parameter : settings.parameters()) statement.setObject(++position, parameter);
        return statement;
    }

    /** A server that is asked to prepare a statement waits for whoever is changing one of its tables. */
    private PreparedStatement ask() throws SQLException, Stopped {
        long by = deadline.await();
        try {
            return connection.prepareStatement(
                    settings.query(), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        } finally {
            deadline.answered(by);
        }
    }

    private void execute(PreparedStatement statement, long number) throws Exception {
        for (int retries = 0; ; retries++) {
            try {
                executeOnce(statement, number);
                return;
            } catch (SQLException e) {
                if (retries == RETRIES || emitted || !settings.idempotent() || !lostItsLocks(e)) throw e;
                forget();
                pause();
            }
        }
    }

    private void executeOnce(PreparedStatement statement, long number) throws Exception {
        midway = true;
        emitted = false;
        boolean queried = false;
        long affected = 0;
        long by = deadline.await();
        boolean rows = begin(statement);
        while (rows || statement.getLargeUpdateCount() >= 0) {
            if (rows) by = emit(statement.getResultSet(), number, by);
            else affected += Math.max(0, statement.getLargeUpdateCount());
            queried |= rows;
            rows = statement.getMoreResults();
        }
        deadline.answered(by);
        midway = false;
        if (!queried) put(new Update(number, affected));
        else if (!emitted) run.emptyResult();
    }

    /** @return whether the first result has rows */
    private boolean begin(PreparedStatement statement) throws SQLException {
        if (selects) return statement.executeQuery() != null;
        boolean rows = statement.execute();
        // From then on without the driver's search through the text for what a read-only session must not do: a
        // sixteenth of the CPU that a short query costs. What begins like this gives rows always, or never.
        selects = rows && SELECT.matcher(settings.query()).lookingAt();
        return rows;
    }

    private long emit(ResultSet cursor, long number, long begun) throws Exception {
        long by = begun;
        var columns = Columns.of(cursor.getMetaData());
        while (cursor.next()) {
            deadline.answered(by);
            put(columns.row(number, cursor));
            emitted = true;
            by = deadline.await();
        }
        return by;
    }

    private void put(Result result) throws Exception {
        if (!run.put(result)) {
            deadline.end();
            throw new Stopped();
        }
    }

    private static boolean lostItsLocks(SQLException e) {
        return e.getErrorCode() == ServerErrors.DEADLOCK || e.getErrorCode() == ServerErrors.LOCK_WAIT_TIMEOUT;
    }

    /** A lock's timeout leaves a transaction open; what it did so far must not be committed by the retry. */
    private void forget() throws Exception {
        deadline.failed();
        long by = deadline.await();
        try (var rollback = connection.createStatement()) {
            rollback.execute("ROLLBACK");
        }
        deadline.answered(by);
    }

    private void pause() {
        // Two that wait for each other must not come back at the same time.
        LockSupport.parkNanos(
                TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(10, 50)));
    }
}
