package dev.muster.worker.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** How text gets into files. All methods block. */
interface Output extends Closeable {

    /** @throws IOException if the name is refused or the disk refuses; then nothing is left of the attempt */
    void write(String name, ByteBuffer content) throws IOException;

    /** Keeps no file open until the next write. */
    @Override
    default void close() throws IOException {}

    /** Leaves nothing behind but what was written; nothing is written after it. */
    default void end() throws IOException {}
}
