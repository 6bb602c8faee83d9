package dev.muster.worker.redis;

import io.lettuce.core.codec.RedisCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Names as UTF-8, payloads as bytes; a payload over the limit becomes null without being copied. */
final class PayloadCodec implements RedisCodec<String, byte[]> {

    /** The name decoded last; nearly every message comes from the same channel as the one before. */
    private record Name(ByteBuffer bytes, String text) {}

    private final int maxPayload;
    private volatile Name last = new Name(ByteBuffer.allocate(0), "");

    PayloadCodec(int maxPayload) {
        this.maxPayload = maxPayload;
    }

    @Override
    public String decodeKey(ByteBuffer bytes) {
        var known = last;
        if (known.bytes.equals(bytes)) return known.text;
        var copy = copy(bytes);
        var decoded = new Name(ByteBuffer.wrap(copy), new String(copy, StandardCharsets.UTF_8));
        last = decoded;
        return decoded.text;
    }

    @Override
    public byte[] decodeValue(ByteBuffer bytes) {
        return bytes.remaining() > maxPayload ? null : copy(bytes);
    }

    @Override
    public ByteBuffer encodeKey(String name) {
        return StandardCharsets.UTF_8.encode(name);
    }

    @Override
    public ByteBuffer encodeValue(byte[] payload) {
        return ByteBuffer.wrap(payload);
    }

    private static byte[] copy(ByteBuffer bytes) {
        var copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return copy;
    }
}
