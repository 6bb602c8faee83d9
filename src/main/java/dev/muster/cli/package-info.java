/** The command line: what a person types, and the process that runs the workers. */
package dev.muster.cli;
