package dev.muster.report.sinks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes lines on a thread of its own, so that a terminal or pipe that blocks holds nobody up. A stream that has been
 * closed ({@code | head -1}) is given up with one line in the log.
 */
public final class ConsoleWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleWriter.class);

    /** Some seconds of a person's reading; with lines cut to 1,000 characters less than 10 MB. */
    private static final int LINES = 4096;

    /** No line that is offered can be equal to it, since line ends are escaped. */
    private static final String WAKE_UP = "\n";

    private final OutputStream out;
    private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(LINES);
    private final Queue<Runnable> whenEmpty = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::write, "muster-console");
    private volatile boolean broken;

    /** @param out not closed by this writer; best unbuffered */
    public ConsoleWriter(OutputStream out) {
        this.out = out;
        thread.setDaemon(true);
        thread.start();
    }

    /** @return false if the line has no room, or nobody reads any more */
    boolean offer(String line) {
        return !broken && queue.offer(line);
    }

    /** Calls back when all lines offered so far are written, on this writer's thread; at once if that cannot be. */
    void whenWritten(Runnable callback) {
        if (broken) {
            callback.run();
            return;
        }
        whenEmpty.add(callback);
        queue.offer(WAKE_UP);
    }

    private void write() {
        try {
            while (true) {
                print(next());
                for (Runnable callback; queue.isEmpty() && (callback = whenEmpty.poll()) != null; ) callback.run();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for a line and takes what else is there, up to one write of reasonable size. */
    private CharSequence next() throws InterruptedException {
        var lines = new StringBuilder();
        for (var line = queue.take(); line != null; line = lines.length() < 16 * 1024 ? queue.poll() : null) {
            if (!line.equals(WAKE_UP)) lines.append(line).append('\n');
        }
        return lines;
    }

    private void print(CharSequence lines) {
        if (broken) return;
        try {
            out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            broken = true;
            LOG.warn("standard output is closed ({}): results are no longer printed", e.getMessage());
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
