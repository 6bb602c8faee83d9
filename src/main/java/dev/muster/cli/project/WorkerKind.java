package dev.muster.cli.project;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The ways to write a worker; each has templates of its own. */
enum WorkerKind {
    STREAM,
    ACTOR,
    BLOCKING;

    /** As it is written, and as its templates are called. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Understands {@link #word}. */
    static final class Reader implements ITypeConverter<WorkerKind> {
        @Override
        public WorkerKind convert(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + word + "' is not one of "
                            + Arrays.stream(values()).map(WorkerKind::word).collect(Collectors.joining(", "))));
        }
    }
}
