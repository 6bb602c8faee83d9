package dev.muster.cli;

import picocli.CommandLine.IVersionProvider;

/** What runs here, as the jar's manifest has it. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        var packaged = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "muster " + (packaged == null ? "(not packaged)" : packaged) + ", Java " + Runtime.version()
        };
    }
}
