package dev.muster.cli;

import picocli.CommandLine.IVersionProvider;

/** What runs here, as the jar's manifest has it. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"muster " + number() + ", Java " + Runtime.version()};
    }

    static String number() {
        var packaged = Version.class.getPackage().getImplementationVersion();
        return packaged == null ? "(not packaged)" : packaged;
    }
}
