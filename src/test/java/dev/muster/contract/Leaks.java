package dev.muster.contract;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;

/** What a process holds of the things that leak: live threads, open files and sockets, actors. */
record Leaks(Set<Long> threads, long files, long actors) {

    static Leaks count(ActorSystem<?> system) {
        return new Leaks(
                Thread.getAllStackTraces().keySet().stream().map(Thread::getId).collect(Collectors.toSet()),
                openFiles(),
                system.printTree().lines().count());
    }

    /** On systems without a count of open files it is always 0. */
    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    /**
     * Of threads only new ones count: what others in this process end meanwhile must not hide them.
     *
     * @param slack of each, for what libraries and the JVM keep once and for all
     */
    boolean isAtMost(Leaks before, int slack) {
        long added = threads.stream().filter(id -> !before.threads.contains(id)).count();
        return added <= slack && files <= before.files + slack && actors <= before.actors + slack;
    }

    @Override
    public String toString() {
        return threads.size() + " threads, " + files + " files, " + actors + " actors";
    }

    /** What there is most of, digits aside: threads by their names, and on Linux files by what they are. */
    static String commonest() {
        var threads = Thread.getAllStackTraces().keySet().stream().map(Thread::getName);
        return "threads " + commonest(threads) + ", files " + commonest(targets());
    }

    private static Stream<String> targets() {
        var links = Path.of("/proc/self/fd").toFile().listFiles();
        return links == null ? Stream.empty() : Arrays.stream(links).map(link -> target(link.toPath()));
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "closed meanwhile";
        }
    }

    private static List<String> commonest(Stream<String> names) {
        var byName = names.collect(Collectors.groupingBy(name -> name.replaceAll("\\d+", "N"), Collectors.counting()));
        return byName.entrySet().stream()
                .sorted((a, b) -> Long.compare(b.getValue(), a.getValue()))
                .limit(5)
                .map(e -> e.getValue() + " × " + e.getKey())
                .toList();
    }
}
