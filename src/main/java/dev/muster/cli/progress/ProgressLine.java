package dev.muster.cli.progress;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The last line on a terminal to which others write too: it is erased before whatever they write, and drawn again below.
 * While somebody else has begun a line and not ended it, it is not drawn. Thread-safe; a terminal that blocks holds up
 * whoever writes to it, as it would without.
 */
final class ProgressLine implements AutoCloseable {
    private static final String ERASE = "\r\033[K";

    /** A terminal that blocks must not keep the process from its end. */
    private static final long PATIENCE_SECONDS = 1;

    private final OutputStream terminal;
    private final ReentrantLock lock = new ReentrantLock();
    private String text = "";
    private boolean isDrawn;
    private boolean isLineBegun;
    private volatile boolean isClosed;

    /** @param terminal where it is drawn; best unbuffered */
    ProgressLine(OutputStream terminal) {
        this.terminal = terminal;
    }

    /** Shows this from now on. @param text narrower than the terminal, without control characters; empty for no line */
    void show(String text) {
        lock.lock();
        try {
            if (isClosed || text.equals(this.text) && isDrawn) return;
            this.text = text;
            if (isLineBegun) return;
            if (text.isEmpty()) erase();
            else draw();
        } finally {
            lock.unlock();
        }
    }

    /** Erases it for good. */
    @Override
    public void close() {
        isClosed = true;
        try {
            if (!lock.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            erase();
        } finally {
            lock.unlock();
        }
    }

    /** A stream to the same terminal. @param out where what is written to it goes */
    OutputStream over(OutputStream out) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                if (length > 0) writeAbove(out, bytes, from, length);
            }

            @Override
            public void flush() throws IOException {
                out.flush();
            }
        };
    }

    private void writeAbove(OutputStream out, byte[] bytes, int from, int length) throws IOException {
        lock.lock();
        try {
            erase();
            out.write(bytes, from, length);
            out.flush();
            isLineBegun = bytes[from + length - 1] != '\n';
            if (!isLineBegun && !isClosed && !text.isEmpty()) draw();
        } finally {
            lock.unlock();
        }
    }

    private void draw() {
        isDrawn = put(ERASE + text);
    }

    private void erase() {
        if (isDrawn) put(ERASE);
        isDrawn = false;
    }

    /** @return false if the terminal has gone, which those find out who have more to say */
    private boolean put(String drawing) {
        try {
            terminal.write(drawing.getBytes(StandardCharsets.UTF_8));
            terminal.flush();
            return true;
        } catch (IOException e) {
            isClosed = true;
            return false;
        }
    }
}
