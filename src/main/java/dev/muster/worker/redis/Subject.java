package dev.muster.worker.redis;

/** One thing subscribed to. */
record Subject(String name, boolean isPattern) {}
