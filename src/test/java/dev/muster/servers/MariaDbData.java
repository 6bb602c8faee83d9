package dev.muster.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The data of one server, and the command that runs a server on them.
 *
 * @param directory holds the data, the log and temporary files
 */
record MariaDbData(Path directory) {

    /** The command without port and socket. Makes the data if there are none. */
    List<String> serverCommand() throws IOException {
        var binaries = MariaDbBinaries.unpacked();
        var command = command(binaries);
        if (!Files.exists(directory.resolve("data"))) install(binaries, new ArrayList<>(command));
        return command;
    }

    private void install(MariaDbBinaries binaries, List<String> command) throws IOException {
        Files.createDirectories(directory.resolve("data"));
        var sql = directory.resolve("install.sql");
        Files.writeString(sql, statements(binaries));
        command.add("--bootstrap");
        var log = directory.resolve("log");
        var install = new ProcessBuilder(command)
                .redirectInput(sql.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (MySqlServer.exit(install) != 0) throw new IOException("cannot make the data: " + Files.readString(log));
    }

    private static String statements(MariaDbBinaries binaries) throws IOException {
        var sql = new StringBuilder("CREATE DATABASE mysql;\nUSE mysql;\n");
        for (var part : List.of("system_tables", "performance_tables", "system_tables_data")) {
            sql.append(Files.readString(binaries.share().resolve("mariadb_" + part + ".sql")));
        }
        var user = MySqlServer.USER + "@localhost";
        return sql.append("CREATE DATABASE " + MySqlServer.DATABASE + ";\nFLUSH PRIVILEGES;\n")
                .append("CREATE USER " + user + " IDENTIFIED BY '" + MySqlServer.PASSWORD + "';\n")
                .append("GRANT ALL ON " + MySqlServer.DATABASE + ".* TO " + user + ";\n")
                .append("ALTER USER root@localhost IDENTIFIED VIA mysql_native_password USING '';\n")
                .toString();
    }

    private List<String> command(MariaDbBinaries binaries) {
        var command = new ArrayList<>(List.of(
                binaries.server().toString(),
                "--no-defaults",
                "--basedir=" + binaries.home(),
                "--lc-messages-dir=" + binaries.share(),
                "--datadir=" + directory.resolve("data"),
                "--tmpdir=" + directory,
                "--skip-ssl",
                "--innodb-log-file-size=4M",
                "--innodb-buffer-pool-size=16M",
                // Kernels may refuse it, and one that allows it limits how many servers can have it.
                "--loose-innodb-use-native-aio=0"));
        // The server refuses to run as root unless it is told to.
        if ("root".equals(System.getProperty("user.name"))) command.add("--user=root");
        return command;
    }
}
