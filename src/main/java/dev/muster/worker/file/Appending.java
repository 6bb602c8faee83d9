package dev.muster.worker.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.util.Set;

/**
 * Adds text at the end of files: all of a text or nothing of it. A file is found by its name each time it is opened, which
 * is how one that was rotated or removed is noticed. For one thread at a time.
 */
final class Appending implements Output {

    private static final Set<OpenOption> AT_END = Set.of(WRITE, CREATE, APPEND, NOFOLLOW_LINKS);

    private final ConfinedDirectory directory;
    private final NewFiles newFiles;
    private final Fsync fsync;
    private final TornEnd tornEnd;
    private FileChannel channel;
    private String name;
    private long end;

    Appending(ConfinedDirectory directory, TextFileWriterSettings settings, TornEnd tornEnd) {
        this.directory = directory;
        this.newFiles = new NewFiles(settings.permissions());
        this.fsync = settings.fsync();
        this.tornEnd = tornEnd;
    }

    @Override
    public void write(String name, ByteBuffer content) throws IOException {
        if (channel == null || !name.equals(this.name)) open(name);
        long start = channel.size();
        try {
            while (content.hasRemaining()) channel.write(content);
            if (fsync.ofFile()) channel.force(true);
        } catch (Throwable e) {
            cutBack(start, content.position(), e);
            throw e;
        }
        end = start + content.limit();
    }

    private void open(String wanted) throws IOException {
        close();
        var file = directory.target(wanted);
        boolean made = Files.notExists(file, NOFOLLOW_LINKS);
        channel = newFiles.open(file, AT_END);
        if (made && fsync.ofDirectory()) directory.syncNames();
        boolean asLeft = wanted.equals(name) && channel.size() == end;
        if (!asLeft) tornEnd.repair(file);
        name = wanted;
    }

    private void cutBack(long start, int written, Throwable cause) {
        try {
            // Any other length means that somebody else writes here too, whose text must stay.
            if (channel.size() == start + written) channel.truncate(start);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() throws IOException {
        var open = channel;
        channel = null;
        if (open != null) open.close();
    }
}
