package dev.muster.cli.project;

import dev.muster.cli.terminal.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A Maven project for one worker, which builds, passes and runs as it is written. */
record NewProject(WorkerName worker, WorkerKind kind, MusterRepository repository) {

    /** What runs the worker, in the project. */
    String runCommand() {
        return "java -jar " + repository.jar();
    }

    /** Files below the project, with the names of their templates. */
    private Map<String, String> templates() {
        var files = new LinkedHashMap<String, String>();
        files.put("pom.xml", "pom.xml");
        files.put(".mvn/maven.config", "maven.config");
        files.put(".gitignore", "gitignore");
        files.put("README.md", "README.md");
        files.put("application.conf", kind.word() + ".conf");
        var source = worker.directory() + "/" + worker.className();
        files.put("src/main/java/" + source + ".java", kind.word() + ".java.txt");
        files.put("src/test/java/" + source + "Test.java", kind.word() + "-test.java.txt");
        return files;
    }

    /** The files to be read by people, below the project. */
    Set<String> files() {
        return templates().keySet();
    }

    /**
     * Writes all of it, or nothing.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is anything at that place
     */
    void writeTo(Path directory) throws IOException {
        if (directory.getParent() != null) Files.createDirectories(directory.getParent());
        Files.createDirectory(directory);
        try {
            for (var file : templates().entrySet()) write(directory.resolve(file.getKey()), file.getValue());
            repository.writeTo(directory);
        } catch (IOException e) {
            delete(directory);
            throw e;
        }
    }

    private void write(Path file, String template) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, filled(template));
    }

    private String filled(String template) throws IOException {
        try (var in = NewProject.class.getResourceAsStream("new-worker/" + template)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@name@", worker.name())
                    .replace("@package@", worker.inPackage())
                    .replace("@class@", worker.className())
                    .replace("@muster@", repository.version())
                    .replace("@version@", Version.number())
                    .replace("@run@", runCommand());
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
