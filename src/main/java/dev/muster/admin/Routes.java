package dev.muster.admin;

import dev.muster.guardian.Controls;
import dev.muster.guardian.Levels;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Everything that can be asked for; {@code openapi.yaml} says the same. */
final class Routes {
    private Routes() {}

    static List<Route> of(Controls controls, Levels levels, Events events) {
        var health = new Health(controls);
        var workers = new Workers(controls);
        var loggers = new Loggers(controls, levels);
        var metrics = new Metrics(controls, events);
        var routes = new ArrayList<Route>();
        routes.add(Route.openGet("/health/live", call -> CompletableFuture.completedFuture(health.live())));
        routes.add(Route.openGet("/health/ready", call -> CompletableFuture.completedFuture(health.ready())));
        routes.add(Route.get("/workers", workers::list));
        routes.add(Route.post("/workers", workers::tellAll));
        routes.add(Route.get("/workers/{name}", workers::show));
        routes.add(Route.post("/workers/{name}/{verb}", workers::tell));
        routes.add(Route.get("/loggers/{name}", loggers::show));
        routes.add(Route.post("/loggers/{name}", loggers::set));
        routes.add(Route.get("/events", new Watching(controls, events)::watch));
        routes.add(Route.get("/metrics", metrics::scrape));
        routes.addAll(Pages.routes());
        return List.copyOf(routes);
    }
}
