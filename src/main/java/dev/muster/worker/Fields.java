package dev.muster.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of one stanza, and at the same time their schema: each call says a key's unit, default and meaning.
 *
 * <p>A bad or missing value is recorded as a problem with its place in the file, and a harmless placeholder (the default
 * or the example) is returned, so that all problems of a file can be told at once. Keys are kebab-case. The {@code doc}
 * is one clause for people. Not thread-safe; used only while settings are read.
 */
public interface Fields {

    /** The worker's name, for defaults that depend on it. */
    String worker();

    /** Text that must be given and must not be empty. */
    String requiredText(String key, String example, String doc);

    /** Text; the default may be empty. */
    String text(String key, String byDefault, String doc);

    /** Text that may be absent. */
    Optional<String> optionalText(String key, String doc);

    /** A list of texts with at least one element, none of them empty. A single text is taken as a list of one. */
    List<String> requiredTexts(String key, List<String> example, String doc);

    /** A list of texts, none of them empty. A single text is taken as a list of one. */
    List<String> texts(String key, List<String> byDefault, String doc);

    /** A map of texts, such as headers; empty by default. */
    Map<String, String> entries(String key, String doc);

    /** A list of texts, whole numbers, decimals, booleans and nulls, to be bound as parameters; empty by default. */
    List<Object> values(String key, String doc);

    /** A whole number from {@code min} to {@code max}, both allowed. */
    int integer(String key, int byDefault, int min, int max, String doc);

    /** A whole number from {@code min} to {@code max}, both allowed. */
    long count(String key, long byDefault, long min, long max, String doc);

    /** True or false. */
    boolean flag(String key, boolean byDefault, String doc);

    /** A length of time, written with its unit ({@code 500ms}, {@code 2s}); more than 0. */
    Duration duration(String key, Duration byDefault, String doc);

    /** A length of time, written with its unit; 0 is allowed and means what {@code doc} says. */
    Duration durationOrZero(String key, Duration byDefault, String doc);

    /** A size in bytes, written with its unit ({@code 64KiB}, {@code 8MiB}); more than 0. */
    long bytes(String key, long byDefault, String doc);

    /** One of an enum's constants, written in kebab-case. */
    <E extends Enum<E>> E choice(String key, E byDefault, String doc);

    /** A secret that may be absent. */
    Optional<Secret> secret(String key, String doc);

    /** Records that what the worker was given under {@code key} cannot be used; {@code what} says what to do instead. */
    void problem(String key, String what);

    /**
     * Claims something that no two workers may share, such as a file's path; a second claim to it is a problem. {@code {n}}
     * stands for a number, so {@code file /out/a_{n}.txt} and {@code file /out/a_1.txt} cannot both be claimed.
     *
     * @param key the key that the problem is told at
     */
    void claim(String key, String what);
}
