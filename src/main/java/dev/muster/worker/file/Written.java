package dev.muster.worker.file;

import dev.muster.worker.Result;

/**
 * A file that is complete under its name.
 *
 * @param number of the file in its run, from 0
 * @param name of the file
 * @param path the same, absolute
 * @param bytes its length
 */
public record Written(long number, String name, String path, long bytes) implements Result {

    @Override
    public String summary() {
        return "Written " + name;
    }

    @Override
    public int weight() {
        return 64 + path.length();
    }
}
