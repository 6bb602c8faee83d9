package dev.muster.worker.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;
import org.slf4j.Logger;

/**
 * Repairs the end of a file that a crash has torn. An end that is the beginning of the text is cut off; a last line of
 * somebody else's that has no end is given one, since what was not written here is never removed. Blocks.
 */
final class TornEnd {

    private final Rendered text;
    private final Logger log;

    TornEnd(Rendered text, Logger log) {
        this.text = text;
        this.log = log;
    }

    void repair(Path file) throws IOException {
        try (var channel = FileChannel.open(file, Set.of(READ, WRITE, NOFOLLOW_LINKS))) {
            long size = channel.size();
            if (size == 0) return;
            var tail = tail(channel, size);
            int torn = text.tornBytes(tail, size == tail.length());
            if (torn > 0) cut(file, channel, size - torn, torn);
            else if (!tail.endsWith("\n")) endLine(file, channel, size);
        }
    }

    private String tail(FileChannel channel, long size) throws IOException {
        // One byte more, which tells whether a line begins there.
        var tail = ByteBuffer.allocate((int) Math.min(size, text.longest() + 1L));
        long from = size - tail.capacity();
        while (tail.hasRemaining() && channel.read(tail, from + tail.position()) >= 0) {}
        return new String(tail.array(), 0, tail.position(), ISO_8859_1);
    }

    private void cut(Path file, FileChannel channel, long size, int torn) throws IOException {
        channel.truncate(size);
        log.warn("cut {} bytes of text that a crash had torn from the end of {}", torn, file);
    }

    private void endLine(Path file, FileChannel channel, long size) throws IOException {
        channel.write(ByteBuffer.wrap(new byte[] {'\n'}), size);
        log.warn("ended the last line of {}, which had no end and was not written by this worker", file);
    }
}
