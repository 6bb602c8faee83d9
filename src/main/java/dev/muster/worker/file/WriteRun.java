package dev.muster.worker.file;

import dev.muster.worker.Result;
import dev.muster.worker.WorkerContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One run: its threads take numbers, write files and put down what they have written. Handing a thread a slice of time
 * instead of a file saves two thread switches per file. Thread-safe.
 */
final class WriteRun {

    /** How long a thread goes on before it shows what it has; a file that takes longer is shown by itself. */
    private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(5);

    private final WorkerContext worker;
    private final TextFileWriterSettings settings;
    private final InHand inHand;
    private final AtomicLong next = new AtomicLong();
    private final ConcurrentLinkedQueue<Result> written = new ConcurrentLinkedQueue<>();
    private ConfinedDirectory directory;
    private Output output;
    private volatile boolean stopped;
    private volatile Throwable failure;
    private int threads;

    WriteRun(WorkerContext worker, TextFileWriterSettings settings, InHand inHand) {
        this.worker = worker;
        this.settings = settings;
        this.inHand = inHand;
    }

    /** Whether a number is left to be taken. */
    boolean hasNext() {
        return failure == null && next.get() < settings.count();
    }

    /** Null if nothing has failed. */
    Throwable failure() {
        return failure;
    }

    /** Null if nothing is put down at the moment. */
    Result poll() {
        return written.poll();
    }

    /** Blocks for a slice of time and the file in hand, or for {@code most} files. */
    void work(int most) {
        if (!inHand.begin()) return;
        begin();
        try {
            slice(most);
        } catch (Throwable e) {
            // Kept, whatever it is: a thread that just ended would leave its number out.
            failure = e;
        } finally {
            if (stopped) discard();
            end();
            inHand.end();
        }
    }

    private synchronized void begin() {
        threads++;
    }

    private synchronized void end() {
        threads--;
        if (stopped || !hasNext()) tidy();
    }

    /** Lets the threads finish the files in hand; what nobody will ask for any more is booked as dropped. */
    void stop() {
        stopped = true;
        discard();
    }

    private void slice(int most) throws IOException {
        long until = System.nanoTime() + SLICE;
        try (var open = opened()) {
            for (int files = 0; files < most && !stopped && failure == null; files++) {
                long number = next.getAndIncrement();
                if (number >= settings.count()) return;
                written.add(write(open, number));
                if (System.nanoTime() - until > 0) return;
            }
        }
    }

    private Result write(Output open, long number) throws IOException {
        var name = settings.name().render(number);
        var content = settings.text().render(number).getBytes(StandardCharsets.UTF_8);
        var path = directory.path() + "/" + name;
        try {
            open.write(name, ByteBuffer.wrap(content));
        } catch (IOException e) {
            throw new WriteFailure(path, e);
        }
        return settings.mode() == Mode.APPEND
                ? new Appended(number, name, path, content.length)
                : new Written(number, name, path, content.length);
    }

    private synchronized Output opened() throws IOException {
        try {
            if (directory == null) open();
            directory.check();
            return output;
        } catch (IOException e) {
            throw new WriteFailure(settings.directory().toString(), e);
        }
    }

    private void open() throws IOException {
        var opened = ConfinedDirectory.open(settings);
        new LeftBehind(opened.path(), worker.name(), worker.log()).remove();
        output = settings.mode() == Mode.APPEND
                ? new Appending(opened, settings, new TornEnd(settings.text().rendered(), worker.log()))
                : new Replacing(opened, settings, worker.name());
        directory = opened;
        inHand.beginRun(this::tidy);
    }

    private synchronized void tidy() {
        if (output == null || threads > 0) return;
        try {
            output.end();
        } catch (IOException e) {
            worker.log().warn("{}: {}", directory.path(), WriteFailure.reason(e));
        }
    }

    private void discard() {
        long count = 0;
        while (written.poll() != null) count++;
        if (count > 0) worker.dropped("stopped", count);
    }
}
