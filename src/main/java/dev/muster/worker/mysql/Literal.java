package dev.muster.worker.mysql;

import java.util.HexFormat;

/** A column's value as people write it. */
final class Literal {
    private static final int SHOWN = 256;

    private Literal() {}

    /** {@code NULL}, a plain number, {@code 0x6869} or {@code 'quoted text'}; at most 256 characters or bytes of it. */
    static String of(Object value) {
        if (value == null) return "NULL";
        if (value instanceof Number) return value.toString();
        if (value instanceof byte[] bytes) return ofBytes(bytes);
        var text = value.toString();
        return text.length() <= SHOWN ? "'" + text + "'" : "'" + text.substring(0, SHOWN) + "…'";
    }

    private static String ofBytes(byte[] bytes) {
        int shown = Math.min(bytes.length, SHOWN);
        return "0x" + HexFormat.of().formatHex(bytes, 0, shown) + (shown < bytes.length ? "…" : "");
    }
}
