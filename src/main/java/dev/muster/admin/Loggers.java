package dev.muster.admin;

import dev.muster.guardian.Controls;
import dev.muster.guardian.Levels;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code /loggers/NAME}: how much a worker logs. */
final class Loggers {
    private final Controls controls;
    private final Levels levels;

    Loggers(Controls controls, Levels levels) {
        this.controls = controls;
        this.levels = levels;
    }

    CompletionStage<HttpResponse> show(Call call) {
        var worker = call.parts().get("name");
        return done(isKnown(worker) ? Replies.json(200, of(worker)) : Workers.unknown(controls));
    }

    CompletionStage<HttpResponse> set(Call call) {
        var worker = call.parts().get("name");
        if (!isKnown(worker)) return done(Workers.unknown(controls));
        var answer = levels.set(worker, call.body().path("level").asText(), call.origin());
        return done(answer.done() ? Replies.json(200, of(worker)) : Replies.error(400, answer.text()));
    }

    private boolean isKnown(String worker) {
        return controls.roster().worker(worker).isPresent();
    }

    private Map<String, Object> of(String worker) {
        var view = new LinkedHashMap<String, Object>();
        view.put("worker", worker);
        view.put("level", levels.of(worker));
        return view;
    }

    private static CompletionStage<HttpResponse> done(HttpResponse reply) {
        return CompletableFuture.completedFuture(reply);
    }
}
