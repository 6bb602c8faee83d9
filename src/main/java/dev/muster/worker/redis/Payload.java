package dev.muster.worker.redis;

/** How a message's bytes are given on. */
enum Payload {
    /** As UTF-8; what is not UTF-8 becomes U+FFFD. */
    TEXT,
    /** As they are. */
    BINARY
}
