package dev.muster.guardian;

import dev.muster.worker.WorkerCommand;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/** The actors of one worker, one after the other, and those that were left behind because they did not stop. */
final class Generations {
    private final String worker;
    private final ActorContext<?> context;
    private final Set<ActorRef<?>> leftBehind = new LinkedHashSet<>();
    private ActorRef<WorkerCommand> current;
    private long number;

    Generations(String worker, ActorContext<?> context) {
        this.worker = worker;
        this.context = context;
    }

    /** @param behavior of the generation of that number */
    void spawn(LongFunction<Behavior<WorkerCommand>> behavior, Props props) {
        number++;
        var name = number == 1 ? worker : worker + "~" + number;
        current = context.spawn(behavior.apply(number), name, props);
        context.watch(current);
    }

    void tell(WorkerCommand command) {
        current.tell(command);
    }

    void kill() {
        context.stop(current);
    }

    void abandon() {
        context.stop(current);
        leftBehind.add(current);
        current = null;
    }

    boolean isCurrent(long generation) {
        return generation == number && current != null;
    }

    /** Takes notice of an actor's end. @return whether it was the current one */
    boolean ended(ActorRef<?> actor) {
        leftBehind.remove(actor);
        return actor.equals(current);
    }

    long number() {
        return number;
    }

    List<String> leftBehind() {
        return leftBehind.stream().map(actor -> actor.path().name()).toList();
    }
}
