/**
 * The admin HTTP server: what a person, a script or a probe asks of a running Muster. It reads the roster and tells the
 * guardian; it has threads of its own, and is bounded in all it holds.
 *
 * <p>Read in this order: {@link dev.muster.admin.AdminServer}, {@code Reception}, {@code Guards}, {@code Routes},
 * {@code Workers}, {@link dev.muster.admin.Events}.
 */
package dev.muster.admin;
