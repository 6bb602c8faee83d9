/** The status line of {@code run}: how far the finite workers are. */
package dev.muster.cli.progress;
