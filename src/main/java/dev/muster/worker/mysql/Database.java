package dev.muster.worker.mysql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.jdk.javaapi.FutureConverters;
import slick.dbio.DBIOAction;
import slick.dbio.NoStream;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcBackend$;
import slick.jdbc.SimpleJdbcAction;
import slick.jdbc.hikaricp.HikariCPJdbcDataSource;
import slick.util.AsyncExecutor;
import slick.util.AsyncExecutor$;

/** A Slick database over a pool of {@code concurrency} connections, with as many threads. Thread-safe. */
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final String TRUSTED_FOR = "com.zaxxer.hikari.aliveBypassWindowMs";
    private static final long IDLE_MILLIS = TimeUnit.MINUTES.toMillis(1);

    /** HikariCP takes none below. */
    private static final long SHORTEST_TIMEOUT_MILLIS = 250;
    /** For one connection on a busy machine; 3 to 10 ms were seen on an idle one. */
    private static final long HANDSHAKE_MILLIS = 200;

    /** What a session does with its connection, on a thread of the database. */
    interface Work {
        void run(Connection connection) throws Exception;
    }

    static {
        // The pool trusts a connection for half a second without asking the server; one that was killed within that
        // time would cost a run. It has no setting of its own for this. Asking costs one round trip a run.
        if (System.getProperty(TRUSTED_FOR) == null) System.setProperty(TRUSTED_FOR, "0");
    }

    private final Connections connections;
    private final JdbcBackend.JdbcDatabaseDef slick;
    private final ExecutorService killers;

    private Database(Connections connections, JdbcBackend.JdbcDatabaseDef slick, ExecutorService killers) {
        this.connections = connections;
        this.slick = slick;
        this.killers = killers;
    }

    /** Connects once, and only then makes the pool. Blocks for about the connect timeout at most. */
    static Database open(MysqlQuerySettings settings) throws SQLException {
        var connections = new Connections(settings);
        connections.open();
        try {
            var pool = pool(settings, connections);
            int size = settings.concurrency();
            var source = new HikariCPJdbcDataSource(new HikariDataSource(pool), pool);
            AsyncExecutor threads = AsyncExecutor$.MODULE$.apply("mysql-" + settings.worker(), size, size, size, size);
            var slick = JdbcBackend$.MODULE$.Database().forSource(source, threads);
            return new Database(connections, slick, Executors.newCachedThreadPool(task -> daemon(settings, task)));
        } catch (Throwable e) {
            connections.close();
            throw e;
        }
    }

    /** Runs the work with a connection of its own. The stage ends as the work does. */
    CompletionStage<Void> run(Work work) {
        DBIOAction<Void, NoStream, ?> action = SimpleJdbcAction.apply(context -> {
            try {
                work.run(context.connection());
                return null;
            } catch (Error | InterruptedException e) {
                // Slick lets these end its thread, and nobody would hear of the end of the work.
                throw sneaky(new ExecutionException(e.toString(), e));
            } catch (Exception e) {
                throw sneaky(e);
            }
        });
        return FutureConverters.asJava(start(action));
    }

    /** Closes the connections of sessions that wait for the server, and ends them there too. Returns at once. */
    void end(List<QuerySession> sessions) {
        if (sessions.isEmpty()) return;
        killers.execute(() -> {
            sessions.forEach(QuerySession::abort);
            killNow(sessions.stream().map(QuerySession::connectionId).toList());
        });
    }

    /** Ends these connections on the server, whatever they are at. Returns at once. */
    void kill(List<Long> connectionIds) {
        if (!connectionIds.isEmpty()) killers.execute(() -> killNow(connectionIds));
    }

    @Override
    public void close() throws Exception {
        try {
            connections.close();
        } finally {
            slick.close();
            killers.shutdown();
        }
    }

    private void killNow(List<Long> connectionIds) {
        try (var connection = connections.getConnection();
                var statement = connection.createStatement()) {
            for (var id : connectionIds) killNow(statement, id);
        } catch (SQLException e) {
            LOG.debug("cannot end {} sessions on the server: {}", connectionIds.size(), e.getMessage());
        }
    }

    private static void killNow(java.sql.Statement statement, long id) throws SQLException {
        try {
            statement.execute("KILL " + id);
        } catch (SQLException e) {
            if (e.getErrorCode() != ServerErrors.NO_SUCH_THREAD) throw e;
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // Slick's effects are types that Java cannot name
    private scala.concurrent.Future<Void> start(DBIOAction action) {
        return slick.run(action);
    }

    private static HikariConfig pool(MysqlQuerySettings settings, Connections connections) {
        var pool = new HikariConfig();
        pool.setDataSource(connections);
        pool.setPoolName("mysql-" + settings.worker());
        pool.setMaximumPoolSize(settings.concurrency());
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(IDLE_MILLIS);
        // It opens one connection after the other, so that the last one has to wait for all others.
        long patience = settings.connectTimeout().toMillis() + HANDSHAKE_MILLIS * settings.concurrency();
        pool.setConnectionTimeout(Math.max(SHORTEST_TIMEOUT_MILLIS, patience));
        pool.setValidationTimeout(
                Math.max(SHORTEST_TIMEOUT_MILLIS, settings.connectTimeout().toMillis()));
        pool.setInitializationFailTimeout(-1);
        pool.setReadOnly(settings.readOnly());
        settings.onConnect().ifPresent(pool::setConnectionInitSql);
        return pool;
    }

    private static Thread daemon(MysqlQuerySettings settings, Runnable task) {
        var thread = new Thread(task, "mysql-" + settings.worker() + "-kill");
        thread.setDaemon(true);
        return thread;
    }

    @SuppressWarnings("unchecked") // the cast is to what the caller says, so that nothing is wrapped
    private static <E extends Throwable> E sneaky(Throwable failure) throws E {
        throw (E) failure;
    }
}
