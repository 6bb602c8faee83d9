package dev.muster.worker.file;

import dev.muster.worker.Result;

/**
 * Text that stands at the end of a file.
 *
 * @param number of the text in its run, from 0
 * @param name of the file
 * @param path the same, absolute
 * @param bytes the text's length
 */
public record Appended(long number, String name, String path, long bytes) implements Result {

    @Override
    public String summary() {
        return "Appended #" + number + " to " + name;
    }

    @Override
    public int weight() {
        return 64 + path.length();
    }
}
