package dev.muster.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A real MariaDB on 127.0.0.1 with its data in a directory of its own. Has a database {@code demo} and a user {@code demo}
 * with the password {@code demo-password}, and a {@code root} without password. Needs no installed server. Speaks no TLS
 * unless it is given {@code --ssl}, since making its keys takes seconds. Ends with the JVM, also when nobody closes it.
 * Not thread-safe.
 */
public final class MySqlServer implements AutoCloseable {
    public static final String DATABASE = "demo";
    public static final String USER = "demo";
    public static final String PASSWORD = "demo-password";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final int port;
    private final Path directory;
    private final List<String> extra;
    private final Thread atExit = new Thread(this::end, "mysql-server-end");
    private Process process;

    private MySqlServer(int port, Path directory, List<String> extra) {
        this.port = port;
        this.directory = directory;
        this.extra = extra;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** A server on a free port; not started. */
    public static MySqlServer onFreePort(String... arguments) throws IOException {
        return onPort(FreePort.choose(), arguments);
    }

    /**
     * A server that is not started yet.
     *
     * @param arguments given to the server at every start, such as {@code --max-connections=1}
     */
    public static MySqlServer onPort(int port, String... arguments) throws IOException {
        return new MySqlServer(port, Files.createTempDirectory("muster-mysql-"), List.of(arguments));
    }

    public int port() {
        return port;
    }

    /** The process's number; only of a server that has been started. */
    public long pid() {
        return process.pid();
    }

    /** The JDBC url of the database {@code demo}, without user and password. */
    public String url() {
        return "jdbc:mysql://127.0.0.1:" + port + "/" + DATABASE;
    }

    /**
     * Starts the server, on the data of before if there are any, and waits until it answers.
     *
     * @param arguments given to the server at this start only
     */
    public MySqlServer start(String... arguments) throws IOException {
        if (isAlive()) throw new IllegalStateException("already started");
        var command = new MariaDbData(directory).serverCommand();
        command.addAll(List.of("--port=" + port, "--bind-address=127.0.0.1", "--socket=" + directory.resolve("s")));
        command.addAll(extra);
        command.addAll(List.of(arguments));
        var log = directory.resolve("log");
        long before = Files.exists(log) ? Files.size(log) : 0;
        process = run(command);
        awaitAnswer(before);
        return this;
    }

    /** Asks the server to end (SIGTERM) and waits for it. */
    public void stop() {
        if (process == null) return;
        process.destroy();
        awaitEnd();
    }

    /** Ends the server at once (SIGKILL). */
    public void kill() {
        if (process == null) return;
        process.destroyForcibly();
        awaitEnd();
    }

    /** Stops the server's threads (SIGSTOP): its connections stay open and nothing answers. */
    public void freeze() throws IOException {
        signal("STOP");
    }

    /** Lets a frozen server go on (SIGCONT). */
    public void thaw() throws IOException {
        signal("CONT");
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Runs one statement as root in the database {@code demo}. */
    public void execute(String sql) throws SQLException {
        query(sql);
    }

    /** Runs one statement as root and gives its rows as texts; no rows if it is not a query. */
    public List<List<String>> query(String sql) throws SQLException {
        var rows = new ArrayList<List<String>>();
        try (var connection = DriverManager.getConnection(url() + "?sslMode=DISABLED&connectTimeout=5000", root());
                var statement = connection.createStatement()) {
            if (!statement.execute(sql)) return rows;
            var result = statement.getResultSet();
            while (result.next()) {
                var row = new ArrayList<String>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) row.add(result.getString(i));
                rows.add(row);
            }
        }
        return rows;
    }

    /** The last lines of the server's log. */
    public String log() throws IOException {
        var lines = Files.readAllLines(directory.resolve("log"));
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }

    /** Ends the server and removes its data. */
    @Override
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    private void end() {
        kill();
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process run(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("log").toFile()))
                .start();
    }

    private void awaitAnswer(long logBefore) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!saysReady(logBefore) || !answers()) {
            if (!process.isAlive() || System.nanoTime() > end) throw new IOException("no MariaDB: " + log());
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** Before that nobody listens, and who connects to a free port of this machine may get himself, and wait for ever. */
    private boolean saysReady(long logBefore) throws IOException {
        var log = Files.readAllBytes(directory.resolve("log"));
        return new String(log, (int) logBefore, (int) (log.length - logBefore), StandardCharsets.UTF_8)
                .contains("ready for connections");
    }

    private boolean answers() {
        try {
            execute("DO 1");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static Properties root() {
        var properties = new Properties();
        properties.setProperty("user", "root");
        return properties;
    }

    private void signal(String name) throws IOException {
        // The shell's own kill, since a bare machine may have no other.
        int sent = exit(new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start());
        if (sent != 0) throw new IOException("cannot send SIG" + name);
    }

    private void awaitEnd() {
        exit(process);
    }

    static int exit(Process process) {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) process.destroyForcibly();
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            return -1;
        }
    }
}
