package dev.muster;

import dev.muster.cli.MusterCommand;

/** The command line; nothing else. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(MusterCommand.execute(args));
    }
}
