package dev.muster.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Optional;

/** The process's standard output, which remembers what it lost: a {@code PrintStream} above it does not say why. */
final class StandardOutput extends FileOutputStream {
    private volatile String lost;

    StandardOutput() {
        super(FileDescriptor.out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            super.write(bytes, offset, length);
        } catch (IOException e) {
            var why = String.valueOf(e.getMessage());
            // Where nobody reads any more, nothing is lost: that is how head ends a command.
            if (!why.contains("roken pipe")) lost = why;
            throw e;
        }
    }

    /** Why something could not be written; empty if all is well, or if nobody wanted to read it. */
    Optional<String> lost() {
        return Optional.ofNullable(lost);
    }
}
