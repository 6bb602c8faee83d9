package dev.muster.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A real Redis process on 127.0.0.1, for specs and the demo. Its data lies in a directory of its own, which {@link #close}
 * removes; with this JVM the process ends too. Not thread-safe.
 */
public final class RedisServer implements AutoCloseable {
    /** Seconds that a start or an end may take on a busy machine. */
    private static final int PATIENCE = 20;

    private final int port;
    private final List<String> settings;
    private final Path directory;
    private final Thread reaper = new Thread(this::reap, "redis-reaper");
    private Process process;

    /**
     * Chooses the port; starts nothing yet.
     *
     * @param port on 127.0.0.1; 0 for a free one
     * @param settings lines of redis.conf, such as {@code "requirepass secret"}; lines about a sentinel make it one
     */
    public RedisServer(int port, String... settings) throws IOException {
        this.port = port == 0 ? FreePort.choose() : port;
        this.settings = List.of(settings);
        this.directory = Files.createTempDirectory("redis-");
        Runtime.getRuntime().addShutdownHook(reaper);
    }

    public static RedisServer started(String... settings) throws IOException {
        var server = new RedisServer(0, settings);
        server.start();
        return server;
    }

    public int port() {
        return port;
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Starts the server, on the same port as ever, and returns when it accepts connections. */
    public void start() throws IOException {
        var command = new ArrayList<>(
                List.of(RedisExecutable.path().toString(), writeSettings().toString()));
        if (settings.stream().anyMatch(line -> line.startsWith("sentinel "))) command.add("--sentinel");
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
        awaitOpen();
    }

    /** Ends the server as an operator would (SIGTERM). */
    public void stop() {
        end(process::destroy);
    }

    /** SIGKILL: no goodbye, the kernel closes its sockets. */
    public void kill() {
        end(process::destroyForcibly);
    }

    /** SIGSTOP: the kernel still acknowledges, nobody answers. */
    public void freeze() throws IOException {
        signal("STOP");
    }

    /** SIGCONT. */
    public void thaw() throws IOException {
        signal("CONT");
    }

    @Override
    public void close() {
        reap();
        Runtime.getRuntime().removeShutdownHook(reaper);
    }

    private Path log() {
        return directory.resolve("log");
    }

    private Path writeSettings() throws IOException {
        var lines = new ArrayList<>(List.of("port " + port, "bind 127.0.0.1", "save \"\"", "dir " + directory));
        lines.addAll(settings);
        return Files.write(directory.resolve("redis.conf"), lines);
    }

    private void awaitOpen() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (!isOpen()) {
            if (!process.isAlive() || System.nanoTime() > deadline)
                throw new IOException("Redis does not start:\n" + Files.readString(log()));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private boolean isOpen() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void end(Runnable signal) {
        if (!isRunning()) return;
        signal.run();
        try {
            if (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) throw new IllegalStateException("Redis does not end");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void signal(String name) throws IOException {
        try {
            // The shell's own kill, since a bare machine may have no other.
            var kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()).start();
            if (kill.waitFor() != 0) throw new IOException("cannot send SIG" + name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void reap() {
        if (process != null) kill();
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
