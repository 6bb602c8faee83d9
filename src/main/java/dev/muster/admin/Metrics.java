package dev.muster.admin;

import dev.muster.guardian.Controls;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code /metrics}: the roster's figures and the JVM's, for Prometheus. Written once a second at most. */
final class Metrics {
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final String PLAIN = "text/plain; version=0.0.4; charset=utf-8";
    private static final long FRESH = TimeUnit.SECONDS.toNanos(1);

    private record Scrape(byte[] text, long at) {}

    private final Controls controls;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final WorkerMeters workers = new WorkerMeters(registry);
    private final SinkMeters sinks = new SinkMeters(registry);
    private final Map<String, Scrape> scrapes = new HashMap<>();

    // The garbage collector's meters listen to the JVM, and stay as long as the process does.
    @SuppressWarnings("resource")
    Metrics(Controls controls, Events events) {
        this.controls = controls;
        for (var binder : List.of(
                new ClassLoaderMetrics(),
                new JvmMemoryMetrics(),
                new JvmGcMetrics(),
                new JvmThreadMetrics(),
                new ProcessorMetrics(),
                new UptimeMetrics(),
                new FileDescriptorMetrics())) {
            binder.bindTo(registry);
        }
        Gauge.builder(
                        "muster.ready",
                        controls,
                        it -> Readiness.missing(it.roster()).isEmpty() ? 1 : 0)
                .description("1 if muster is ready")
                .register(registry);
        Gauge.builder("muster.events.viewers", events, Events::watching)
                .description("Viewers of live events")
                .register(registry);
    }

    CompletionStage<HttpResponse> scrape(Call call) {
        boolean open = call.header("Accept").contains("application/openmetrics-text");
        var format = open ? OPEN_METRICS : PLAIN;
        return CompletableFuture.completedFuture(Replies.of(200, type(format), text(format)));
    }

    private synchronized byte[] text(String format) {
        var last = scrapes.get(format);
        if (last != null && System.nanoTime() - last.at < FRESH) return last.text;
        var roster = controls.roster();
        workers.see(roster);
        sinks.see(roster);
        var text = registry.scrape(format).getBytes(StandardCharsets.UTF_8);
        scrapes.put(format, new Scrape(text, System.nanoTime()));
        return text;
    }

    private static ContentType type(String format) {
        return ContentTypes.parse(format);
    }
}
