/** The commands to a Muster that already runs, and how they find it and speak to it. */
package dev.muster.cli.live;
