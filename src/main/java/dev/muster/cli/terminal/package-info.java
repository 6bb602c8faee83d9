/** What all commands have in common: the streams and the size of the terminal, how lengths of time read, exit codes. */
package dev.muster.cli.terminal;
