package dev.muster.admin;

import dev.muster.guardian.Answer;
import dev.muster.guardian.Controls;
import dev.muster.guardian.Verb;
import dev.muster.report.Roster;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** The workers: what they do, and the verbs for them. */
final class Workers {
    private static final String VERBS =
            Arrays.stream(Verb.values()).map(Verb::toString).collect(Collectors.joining(", "));

    /** The last roster that was asked for, as JSON: a hundred viewers cost no more than one. */
    private record Written(Roster roster, byte[] json) {}

    private final Controls controls;
    private volatile Written written = new Written(null, null);

    Workers(Controls controls) {
        this.controls = controls;
    }

    CompletionStage<HttpResponse> list(Call call) {
        var roster = controls.roster();
        var last = written;
        if (last.roster != roster) last = written = new Written(roster, Json.bytes(RosterView.of(roster)));
        return done(Replies.of(200, ContentTypes.APPLICATION_JSON, last.json));
    }

    CompletionStage<HttpResponse> show(Call call) {
        var name = call.parts().get("name");
        return controls.roster()
                .worker(name)
                .map(worker -> done(Replies.json(200, RosterView.of(worker))))
                .orElseGet(() -> done(unknown(controls)));
    }

    CompletionStage<HttpResponse> tell(Call call) {
        var name = call.parts().get("name");
        var verb = verb(call.parts().get("verb"));
        if (controls.roster().worker(name).isEmpty()) return done(unknown(controls));
        if (verb.isEmpty()) return done(Replies.error(404, "there is no such verb (allowed: " + VERBS + ")"));
        return controls.tell(name, verb.get(), call.origin()).thenApply(answer -> {
            var body = new LinkedHashMap<String, Object>();
            body.put("worker", name);
            body.put("verb", verb.get().toString());
            body.putAll(of(answer));
            if (!answer.done()) body.put("error", "[" + name + "] " + answer.text());
            return Replies.json(answer.done() ? 200 : 409, body);
        });
    }

    CompletionStage<HttpResponse> tellAll(Call call) {
        var verb = verb(call.body().path("verb").asText());
        if (verb.isEmpty()) {
            return done(Replies.error(400, "the body must be {\"verb\": VERB} (allowed: " + VERBS + ")"));
        }
        return controls.tellAll(verb.get(), call.origin()).thenApply(answers -> {
            var body = new LinkedHashMap<String, Object>();
            body.put("verb", verb.get().toString());
            var given = new LinkedHashMap<String, Object>();
            answers.forEach((worker, answer) -> given.put(worker, of(answer)));
            body.put("answers", given);
            return Replies.json(200, body);
        });
    }

    private static Map<String, Object> of(Answer answer) {
        var view = new LinkedHashMap<String, Object>();
        view.put("done", answer.done());
        view.put("answer", answer.text());
        return view;
    }

    /** There is no such worker; says which there are. */
    static HttpResponse unknown(Controls controls) {
        if (controls.roster() == Roster.NONE) return Replies.error(503, "muster is starting");
        var names = List.copyOf(controls.workers());
        var known = names.isEmpty() ? "there are none" : "there are: " + String.join(", ", shortened(names));
        return Replies.error(404, "there is no such worker (" + known + ")");
    }

    /** A sentence, however many there are. */
    private static List<String> shortened(List<String> names) {
        if (names.size() <= 10) return names;
        var some = new ArrayList<>(names.subList(0, 10));
        some.add("… " + (names.size() - 10) + " more");
        return some;
    }

    private static Optional<Verb> verb(String word) {
        return Arrays.stream(Verb.values())
                .filter(verb -> verb.toString().equals(word))
                .findFirst();
    }

    private static CompletionStage<HttpResponse> done(HttpResponse reply) {
        return CompletableFuture.completedFuture(reply);
    }
}
