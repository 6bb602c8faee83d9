package dev.muster.worker.mysql;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Reads the columns of one result. */
final class Columns {
    private static final BigInteger LONGEST = BigInteger.valueOf(Long.MAX_VALUE);
    private static final int ROW_WEIGHT = 64;
    private static final int VALUE_WEIGHT = 24;

    private enum Kind {
        PLAIN,
        TEXT,
        BYTES,
        BITS,
        DATE,
        DATE_TIME
    }

    private final List<String> labels;
    private final Kind[] kinds;

    private Columns(List<String> labels, Kind[] kinds) {
        this.labels = labels;
        this.kinds = kinds;
    }

    static Columns of(ResultSetMetaData columns) throws SQLException {
        int count = columns.getColumnCount();
        var labels = new String[count];
        var kinds = new Kind[count];
        for (int i = 0; i < count; i++) {
            labels[i] = columns.getColumnLabel(i + 1);
            kinds[i] = kind(columns.getColumnType(i + 1));
        }
        return new Columns(List.of(labels), kinds);
    }

    /** The row that the cursor is on. */
    Row row(long number, ResultSet cursor) throws SQLException {
        var values = new Object[kinds.length];
        long weight = ROW_WEIGHT;
        for (int i = 0; i < values.length; i++) {
            values[i] = value(kinds[i], cursor, i + 1);
            weight += weight(values[i]);
        }
        return new Row(number, labels, Collections.unmodifiableList(Arrays.asList(values)), (int)
                Math.min(weight, Integer.MAX_VALUE));
    }

    private static Kind kind(int type) {
        return switch (type) {
            case Types.BIT -> Kind.BITS;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> Kind.BYTES;
            case Types.DATE -> Kind.DATE;
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> Kind.DATE_TIME;
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.REAL, Types.FLOAT -> Kind.PLAIN;
            case Types.DOUBLE, Types.DECIMAL, Types.NUMERIC -> Kind.PLAIN;
            default -> Kind.TEXT;
        };
    }

    private static Object value(Kind kind, ResultSet cursor, int column) throws SQLException {
        return switch (kind) {
            case PLAIN -> cursor.getObject(column);
            case TEXT -> cursor.getString(column);
            case BYTES -> cursor.getBytes(column);
            case BITS -> number(cursor.getBytes(column));
            case DATE -> date(cursor.getString(column));
            case DATE_TIME -> dateTime(cursor.getString(column));
        };
    }

    private static Object number(byte[] bits) {
        if (bits == null) return null;
        var number = new BigInteger(1, bits);
        return number.compareTo(LONGEST) > 0 ? (Object) number : (Object) number.longValue();
    }

    // By way of the text, since the driver's own dates shift with time zones and refuse the zero dates that MySQL
    // allows.
    private static Object date(String text) {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return text;
        }
    }

    private static Object dateTime(String text) {
        try {
            return text == null ? null : LocalDateTime.parse(text.replace(' ', 'T'));
        } catch (DateTimeParseException e) {
            return text;
        }
    }

    private static long weight(Object value) {
        long held =
                value instanceof String text ? text.length() * 2L : value instanceof byte[] bytes ? bytes.length : 0;
        return VALUE_WEIGHT + held;
    }
}
