package dev.muster.worker.mysql;

import dev.muster.worker.Result;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One row of a result.
 *
 * @param number of the statement's execution within the run, from 0
 * @param labels the columns' labels, shared by all rows of a result
 * @param values the columns' values, null for NULL: Long, Integer, BigInteger, BigDecimal, Double, Float, String, byte[],
 *     LocalDate, LocalDateTime; what those cannot hold (a zero date, a TIME) is the server's text
 * @param weight about how many bytes the row holds
 */
record Row(long number, List<String> labels, List<Object> values, int weight) implements Result {

    @Override
    public String summary() {
        return values.stream().map(Literal::of).collect(Collectors.joining(", ", "Result: (" + number + ", ", ")"));
    }
}
