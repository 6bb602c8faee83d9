package dev.muster.contract;

import dev.muster.report.sinks.SinkCommand;
import dev.muster.report.sinks.SinkPlan;
import dev.muster.worker.Result;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A lossless sink that sees all that is delivered, holds the numbers to be right, and can keep everyone waiting. */
final class Witness {
    private static final String NAME = "witness";

    /** Faults kept: the first ones tell what is wrong. */
    private static final int FAULTS = 5;

    private final Candidate candidate;
    /** Where each run before this one has come to. */
    private final Deque<Long> cut = new ArrayDeque<>();

    private final List<SinkCommand.Deliver> held = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private boolean holding;
    private long good;
    private long failures;
    private long runs;
    private long first = -1;
    private long last = -1;

    Witness(Candidate candidate) {
        this.candidate = candidate;
    }

    SinkPlan plan() {
        Behavior<SinkCommand> behavior = Behaviors.receive(SinkCommand.class)
                .onMessage(SinkCommand.Deliver.class, delivery -> {
                    take(delivery);
                    return Behaviors.same();
                })
                .onMessage(SinkCommand.Flush.class, flush -> {
                    flush.replyTo().tell(new SinkCommand.Flushed(NAME));
                    return Behaviors.same();
                })
                .build();
        return SinkPlan.lossless(NAME, behavior, Props.empty());
    }

    private synchronized void take(SinkCommand.Deliver delivery) {
        for (var result : delivery.results()) see(result);
        if (holding) held.add(delivery);
        else answer(delivery);
    }

    private void see(Result result) {
        if (result.failure().isPresent()) failures++;
        else good++;
        long number = candidate.number.applyAsLong(result);
        if (number < 0) return;
        if (first < 0) first = number;
        boolean begins = !candidate.live && number == first;
        if (begins) begin();
        else if (!candidate.live && number != last + 1 && goesOnEarlier(number)) return;
        else if (candidate.live ? number <= last : number != last + 1) fault(number);
        last = number;
    }

    private void begin() {
        runs++;
        cut.addLast(last);
    }

    /** Time that leaps lets a new life overtake what the one before has under way, which is no fault of the worker; each is excused once. */
    private boolean goesOnEarlier(long number) {
        return cut.remove(number - 1) && cut.add(number);
    }

    private void fault(long number) {
        var due = candidate.live ? "one above " + last : String.valueOf(last + 1);
        if (faults.size() < FAULTS) faults.add("result number " + number + " came where " + due + " was due");
    }

    private static void answer(SinkCommand.Deliver delivery) {
        delivery.replyTo().tell(new SinkCommand.Taken(NAME, delivery.id()));
    }

    /** Answers no delivery from now on. */
    synchronized void hold() {
        holding = true;
    }

    synchronized void release() {
        holding = false;
        held.forEach(Witness::answer);
        held.clear();
    }

    /** Results without a failure. */
    synchronized long good() {
        return good;
    }

    synchronized long failures() {
        return failures;
    }

    /** How often the numbers began anew. */
    synchronized long runs() {
        return runs;
    }

    synchronized List<String> faults() {
        return List.copyOf(faults);
    }
}
