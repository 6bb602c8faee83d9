package dev.muster.worker.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.commons.dbcp2.PoolableConnection;
import org.apache.commons.dbcp2.PoolableConnectionFactory;
import org.apache.commons.dbcp2.PoolingDataSource;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.jdk.javaapi.FutureConverters;
import slick.dbio.DBIOAction;
import slick.dbio.NoStream;
import slick.jdbc.JdbcBackend;
import slick.jdbc.JdbcBackend$;
import slick.jdbc.SimpleJdbcAction;
import slick.util.AsyncExecutor;
import slick.util.AsyncExecutor$;

/** A Slick database over a pool of {@code concurrency} connections, with as many threads. Thread-safe. */
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final Duration IDLE = Duration.ofMinutes(1);

    /** What a session does with its connection, on a thread of the database. */
    interface Work {
        void run(Connection connection) throws Exception;
    }

    private final Connections connections;
    private final GenericObjectPool<PoolableConnection> pool;
    private final JdbcBackend.JdbcDatabaseDef slick;
    private final ExecutorService killers;

    private Database(
            Connections connections,
            GenericObjectPool<PoolableConnection> pool,
            JdbcBackend.JdbcDatabaseDef slick,
            ExecutorService killers) {
        this.connections = connections;
        this.pool = pool;
        this.slick = slick;
        this.killers = killers;
    }

    /**
     * Connects once before there is more than one session, so that a wrong password is tried once. Blocks for about the
     * connect timeout at most.
     */
    static Database open(MysqlQuerySettings settings) throws Exception {
        var connections = new Connections(settings);
        var pool = pool(settings, connections);
        try {
            pool.returnObject(pool.borrowObject());
            int size = settings.concurrency();
            AsyncExecutor threads = AsyncExecutor$.MODULE$.apply("mysql-" + settings.worker(), size, size, size, size);
            var source = new PoolingDataSource<>(pool);
            var slick = JdbcBackend$.MODULE$.Database().forDataSource(source, Option.apply(size), threads, false);
            return new Database(
                    connections, pool, slick, Executors.newCachedThreadPool(task -> daemon(settings, task)));
        } catch (Throwable e) {
            pool.close();
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
    public void close() {
        slick.close();
        pool.close();
        killers.shutdown();
    }

    private void killNow(List<Long> connectionIds) {
        try (var connection = connections.open();
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

    /** It opens connections on the threads that ask for one, so that sessions do not wait for each other's handshake. */
    private static GenericObjectPool<PoolableConnection> pool(MysqlQuerySettings settings, Connections connections) {
        var factory = new PoolableConnectionFactory(connections::open, null);
        // Asked for each connection once a run: one that was killed meanwhile would cost the run.
        factory.setValidationQueryTimeout(wholeSeconds(settings.connectTimeout()));
        factory.setDefaultReadOnly(settings.readOnly() ? true : null);
        factory.setConnectionInitSql(settings.onConnect().stream().toList());
        var pool = new GenericObjectPool<>(factory, poolSettings(settings.concurrency())) {
            @Override
            public void addObject() {
                // Called for each connection that was lost; it is replaced by the session that needs another.
            }
        };
        factory.setPool(pool);
        return pool;
    }

    /** Rounded up, since JDBC's 0 seconds are for ever. */
    private static Duration wholeSeconds(Duration time) {
        return Duration.ofSeconds(time.plusMillis(999).toSeconds());
    }

    private static GenericObjectPoolConfig<PoolableConnection> poolSettings(int size) {
        var pool = new GenericObjectPoolConfig<PoolableConnection>();
        pool.setMaxTotal(size);
        pool.setMaxIdle(size);
        pool.setTestOnBorrow(true);
        pool.setMinEvictableIdleDuration(IDLE);
        pool.setTimeBetweenEvictionRuns(IDLE.dividedBy(2));
        pool.setNumTestsPerEvictionRun(size);
        pool.setJmxEnabled(false);
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
