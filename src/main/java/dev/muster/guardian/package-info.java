/**
 * The tree: the guardian, one supervised actor per worker, and what happens to each in its life.
 *
 * <p>Read in this order: {@link dev.muster.guardian.Guardian}, {@code WorkerSlot}, {@code Lifecycle} (pure),
 * {@code Supervision}, {@code Probe}, {@code Incarnation}, {@link dev.muster.guardian.FatalErrorNet}.
 */
package dev.muster.guardian;
