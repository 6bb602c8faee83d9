/**
 * The command line: what a person types, and the process that runs the workers. Begin with
 * {@link dev.muster.cli.MusterCommand}; its commands to a running Muster are in {@code live}, {@code new-worker} is in
 * {@code project}.
 */
package dev.muster.cli;
