package dev.muster.cli.project;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/**
 * What a new worker is called: in the settings and as a directory, and as a class.
 *
 * @param name in kebab-case
 * @param inPackage of the class
 */
record WorkerName(String name, String inPackage) {
    private static final String SUFFIX = "Worker";
    private static final int LONGEST = 63;

    /** The contract has them already, and the new class imports them. */
    private static final Set<String> TAKEN = Set.of("StreamWorker", "BlockingWorker");

    /** What a plugin is given of Muster's, so that classes of its own there would not be found. */
    private static final List<String> MUSTERS = List.of(
            "java.", "javax.", "dev.muster.", "org.apache.pekko.", "scala.", "org.slf4j.", "com.typesafe.config.");

    /** @throws IllegalArgumentException in one sentence, if one of the two cannot be used */
    WorkerName {
        checkName(name);
        checkPackage(inPackage);
    }

    private static void checkName(String name) {
        if (isKebab(name)) return;
        var near = name.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^[-0-9]+|-+$", "");
        throw new IllegalArgumentException(
                "'" + name + "' is no name for a worker: small letters, digits and single hyphens, "
                        + "a letter first, at most " + LONGEST + " characters"
                        + (isKebab(near) ? " (did you mean '" + near + "'?)" : ""));
    }

    private static boolean isKebab(String name) {
        return name.length() <= LONGEST && name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    }

    private static void checkPackage(String inPackage) {
        if (!inPackage.matches("[a-z][a-z0-9_]*([.][a-z][a-z0-9_]*)*") || !SourceVersion.isName(inPackage))
            throw new IllegalArgumentException("'" + inPackage + "' is no name for a package: words of small letters, "
                    + "digits and _ with dots between them, none of them a word of Java's own, such as com.example");
        if (MUSTERS.stream().anyMatch((inPackage + ".")::startsWith))
            throw new IllegalArgumentException("the package '" + inPackage
                    + "' is not yours: a worker's class is not found there; take your own, such as com.example");
    }

    String className() {
        var words = Arrays.stream(name.split("-")).map(WorkerName::capitalised).collect(Collectors.joining());
        return words.endsWith(SUFFIX) && !TAKEN.contains(words) ? words : words + SUFFIX;
    }

    /** Where its source goes, below a root of sources. */
    String directory() {
        return inPackage.replace('.', '/');
    }

    private static String capitalised(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
