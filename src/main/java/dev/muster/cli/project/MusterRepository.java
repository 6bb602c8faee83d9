package dev.muster.cli.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory that Maven takes for a registry, with Muster and its contract suite in it. */
record MusterRepository(OwnJar muster, String version) {
    /** Below the project; with / on every system, since Java takes it everywhere and it is printed. */
    String directory() {
        return "repository/dev/muster/muster/" + version;
    }

    /** To be handed to {@code java -jar}, from the project. */
    String jar() {
        return directory() + "/muster-" + version + ".jar";
    }

    void writeTo(Path project) throws IOException {
        var directory = project.resolve(directory());
        Files.createDirectories(directory);
        Files.copy(muster.path(), project.resolve(jar()));
        try (var contract = muster.contract()) {
            Files.copy(contract, directory.resolve("muster-" + version + "-contract.jar"));
        }
        Files.writeString(directory.resolve("muster-" + version + ".pom"), pom());
    }

    /** Without dependencies: the jar holds them all. */
    private String pom() {
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>dev.muster</groupId>
                  <artifactId>muster</artifactId>
                  <version>%s</version>
                </project>
                """.formatted(version);
    }
}
