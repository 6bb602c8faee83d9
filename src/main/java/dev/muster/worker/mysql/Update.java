package dev.muster.worker.mysql;

import dev.muster.worker.Result;

/**
 * A statement that gave no rows.
 *
 * @param number of the statement's execution within the run, from 0
 * @param affected rows that it inserted, changed or deleted
 */
record Update(long number, long affected) implements Result {

    @Override
    public String summary() {
        return "Result: (" + number + ", " + affected + (affected == 1 ? " row affected)" : " rows affected)");
    }
}
