package dev.muster.worker.http;

import java.util.Locale;
import org.apache.pekko.util.ByteString;

/**
 * Follows the answers on one connection byte by byte and knows whether the last one ended exactly where it said. The
 * parser does not tell: what a server sends beyond the end of an answer it takes for the answer to the next request.
 * Not thread-safe; used by one connection only.
 */
final class Framing {

    private enum State {
        QUIET,
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK_END,
        TRAILER,
        LOST
    }

    /** More of a line than this is not needed to know what it means. */
    private static final int LINE = 64;

    private final StringBuilder line = new StringBuilder(LINE);
    private State state = State.QUIET;
    private boolean begun;
    private boolean withoutBody;
    private int status;
    private long length;
    private boolean chunked;
    private boolean closing;
    private long remaining;

    /** A request is about to be sent. */
    void expect(boolean answerWithoutBody) {
        withoutBody = answerWithoutBody;
        begun = false;
        if (state == State.QUIET) beginHead();
    }

    /** Whether a byte of the answer has come. */
    boolean begun() {
        return begun;
    }

    /** Whether nothing is outstanding, nothing came unasked, and the connection may be used again. */
    boolean reusable() {
        return state == State.QUIET && !closing;
    }

    /** Looks at what was received and hands it on. */
    ByteString follow(ByteString bytes) {
        begun = true;
        int size = bytes.size();
        int at = 0;
        while (at < size && state != State.LOST) {
            if (state == State.BODY) {
                at += skip(size - at);
            } else {
                step((char) (bytes.apply(at++) & 0xff));
            }
        }
        return bytes;
    }

    private int skip(int available) {
        int skipped = (int) Math.min(remaining, available);
        remaining -= skipped;
        if (remaining == 0) state = chunked ? State.CHUNK_END : State.QUIET;
        return skipped;
    }

    private void step(char c) {
        if (state == State.QUIET) {
            state = State.LOST;
        } else if (c != '\n') {
            if (c != '\r' && line.length() < LINE) line.append(c);
        } else {
            var text = line.toString();
            line.setLength(0);
            onLine(text);
        }
    }

    private void onLine(String text) {
        switch (state) {
            case HEAD -> onHeadLine(text);
            case CHUNK_SIZE -> onChunkSize(text);
            case CHUNK_END -> state = text.isEmpty() ? State.CHUNK_SIZE : State.LOST;
            case TRAILER -> state = text.isEmpty() ? State.QUIET : State.TRAILER;
            default -> state = State.LOST;
        }
    }

    private void beginHead() {
        state = State.HEAD;
        status = 0;
        length = -1;
        chunked = false;
        closing = false;
    }

    private void onHeadLine(String text) {
        if (status == 0) {
            onStatusLine(text);
        } else if (text.isEmpty()) {
            onHeadEnd();
        } else {
            onHeader(text.toLowerCase(Locale.ROOT));
        }
    }

    private void onStatusLine(String text) {
        if (text.matches("HTTP/1\\.[01] [1-5]\\d\\d.*")) {
            status = Integer.parseInt(text.substring(9, 12));
            closing = text.charAt(7) == '0';
        } else {
            state = State.LOST;
        }
    }

    private void onHeader(String header) {
        var value = header.substring(header.indexOf(':') + 1).trim();
        if (header.startsWith("content-length:")) {
            if (length >= 0 || !value.matches("\\d{1,18}")) state = State.LOST;
            else length = Long.parseLong(value);
        } else if (header.startsWith("transfer-encoding:")) {
            if (chunked || !value.equals("chunked")) state = State.LOST;
            chunked = true;
        } else if (header.startsWith("connection:")) {
            closing |= value.contains("close");
        }
    }

    private void onHeadEnd() {
        if (status < 200) {
            beginHead();
        } else if (withoutBody || status == 204 || status == 304) {
            state = State.QUIET;
        } else if (chunked) {
            state = length < 0 ? State.CHUNK_SIZE : State.LOST;
        } else if (length < 0) {
            state = State.LOST;
        } else {
            remaining = length;
            state = length == 0 ? State.QUIET : State.BODY;
        }
    }

    private void onChunkSize(String text) {
        var size = text.split(";", 2)[0].trim();
        if (!size.matches("[0-9a-fA-F]{1,15}")) {
            state = State.LOST;
            return;
        }
        remaining = Long.parseLong(size, 16);
        state = remaining == 0 ? State.TRAILER : State.BODY;
    }
}
