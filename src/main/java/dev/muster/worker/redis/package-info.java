/**
 * The Redis subscriber: Lettuce's pub/sub connection as a bounded stream of messages.
 *
 * <p>Pub/sub delivers at most once. What is lost on this side of the socket is counted; what is published while the
 * connection is down is told as a {@link dev.muster.worker.redis.Gap}.
 */
package dev.muster.worker.redis;
