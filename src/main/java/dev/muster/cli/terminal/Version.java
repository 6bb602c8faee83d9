package dev.muster.cli.terminal;

import picocli.CommandLine.IVersionProvider;

/** What runs here, as the jar's manifest has it. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"muster " + number() + ", Java " + Runtime.version()};
    }

    public static String number() {
        var packaged = Version.class.getPackage().getImplementationVersion();
        return packaged == null ? "(not packaged)" : packaged;
    }
}
