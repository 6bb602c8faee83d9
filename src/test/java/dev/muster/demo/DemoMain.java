package dev.muster.demo;

import dev.muster.Main;
import dev.muster.servers.MySqlServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.LoggerFactory;

/**
 * The main job on servers that it brings along. Muster starts first and the servers come up while it runs, so that the
 * first thing to be seen is workers that wait for them, and join.
 */
public final class DemoMain {
    private DemoMain() {}

    public static void main(String[] args) throws IOException {
        leaveMavensStreams();
        // Before there is a second thread, or the first two to log would have to wait for each other and say so.
        LoggerFactory.getILoggerFactory();
        var directory = new DemoDirectory();
        var servers = new DemoServers(directory.path());
        servers.startInBackground();
        Main.main(new String[] {
            "run", "--config", settings(servers, directory.path()).toString()
        });
    }

    /**
     * Maven colours through Jansi, which puts the system's streams back when the JVM ends, in the midst of Muster's last
     * words. Outside of Maven there is nothing to do.
     */
    private static void leaveMavensStreams() {
        var loader = System.out.getClass().getClassLoader();
        if (loader == null) return;
        try {
            var jansi = loader.loadClass("org.fusesource.jansi.AnsiConsole");
            jansi.getMethod("systemUninstall").invoke(null);
        } catch (ReflectiveOperationException e) {
            // Another Maven; if that one puts the streams back too, a last line may be torn.
        }
    }

    /** The usual one, or any if somebody else has that: two demos are no reason to fail. */
    private static int adminPort() {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress("127.0.0.1", 8899));
            return 8899;
        } catch (IOException e) {
            return 0;
        }
    }

    /** The shipped settings, with the addresses of the demo's servers in place of the usual ones. */
    private static Path settings(DemoServers servers, Path directory) throws IOException {
        var text = """
                include file("%s")
                muster.admin.port = %d
                muster.workers {
                  redis.uri = "%s"
                  http.urls = ["%2$s", "%2$sa", "%2$sb"]
                  files.directory = "%s"
                  mysql { url = "%s", user = "%s", password = "%s" }
                }
                """.replace("%2$s", servers.webUrl()).formatted(
                Path.of("application.conf").toAbsolutePath(),
                adminPort(),
                servers.redisUri(),
                directory.resolve("output"),
                servers.mysqlUrl(),
                MySqlServer.USER,
                MySqlServer.PASSWORD);
        // It holds a password, and Muster warns of those that others may read.
        var file = Files.createFile(
                directory.resolve("demo.conf"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }
}
