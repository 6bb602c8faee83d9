package dev.muster.demo;

import com.sun.net.httpserver.HttpServer;
import dev.muster.servers.MySqlServer;
import dev.muster.servers.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A web server, a Redis with somebody who speaks on {@code demo}, and a MariaDB that is started again when it ends. */
final class DemoServers {
    /** Long enough to watch a worker back off a few times. */
    private static final int SECONDS_WITHOUT_MYSQL = 15;

    private final ScheduledExecutorService background = Executors.newScheduledThreadPool(2, task -> {
        var thread = new Thread(task, "demo");
        thread.setDaemon(true);
        return thread;
    });
    private final Path pidFile;
    private final HttpServer web;
    private final RedisServer redis;
    private final MySqlServer mysql;
    private RedisClient publisher;
    private long spoken;
    private boolean mysqlMissed;

    DemoServers(Path directory) throws IOException {
        pidFile = directory.resolve("mysql.pid");
        web = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        web.createContext("/", exchange -> {
            var page = ("A page of the demo: " + exchange.getRequestURI() + "\n").getBytes();
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        redis = new RedisServer(0);
        mysql = MySqlServer.onFreePort();
    }

    String webUrl() {
        return "http://127.0.0.1:" + web.getAddress().getPort() + "/";
    }

    String redisUri() {
        return redis.uri();
    }

    String mysqlUrl() {
        return mysql.url();
    }

    void startInBackground() {
        web.start();
        say("a web server is at " + webUrl());
        say("Redis and MySQL are missing; they come while Muster runs");
        background.schedule(this::startRedis, 2, TimeUnit.SECONDS);
        background.schedule(this::startMysql, 4, TimeUnit.SECONDS);
        background.scheduleWithFixedDelay(this::watchMysql, 5, 1, TimeUnit.SECONDS);
    }

    private void startRedis() {
        try {
            redis.start();
            say("Redis is at " + redis.uri() + ", and somebody speaks on the channel 'demo'");
            publisher = RedisClient.create(redis.uri());
            var connection = publisher.connect();
            background.scheduleWithFixedDelay(() -> speak(connection.async()), 1, 3, TimeUnit.SECONDS);
        } catch (IOException | RedisException e) {
            say("Redis does not start: " + e.getMessage());
        }
    }

    private void speak(io.lettuce.core.api.async.RedisAsyncCommands<String, String> redis) {
        redis.publish("demo", spoken == 0 ? "hi" : "hi again, number " + spoken);
        spoken++;
    }

    private void startMysql() {
        try {
            mysql.start();
            Files.writeString(pidFile, mysql.pid() + "\n");
            say("MySQL is at " + mysql.url());
            say("break it:  kill $(cat " + pidFile + ")   and watch; it is started again after " + SECONDS_WITHOUT_MYSQL
                    + " s");
        } catch (IOException e) {
            say("MySQL does not start: " + e.getMessage());
        }
    }

    private void watchMysql() {
        if (mysqlMissed || !Files.exists(pidFile) || mysql.isAlive()) return;
        mysqlMissed = true;
        say("MySQL has ended; starting it again in " + SECONDS_WITHOUT_MYSQL + " s");
        background.schedule(this::restartMysql, SECONDS_WITHOUT_MYSQL, TimeUnit.SECONDS);
    }

    private void restartMysql() {
        startMysql();
        mysqlMissed = false;
    }

    private static void say(String line) {
        System.out.println("demo: " + line);
    }
}
