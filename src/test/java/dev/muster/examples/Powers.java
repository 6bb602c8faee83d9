package dev.muster.examples;

import dev.muster.worker.Credit;
import dev.muster.worker.Fields;
import dev.muster.worker.Job;
import dev.muster.worker.Result;
import dev.muster.worker.WorkerCommand;
import dev.muster.worker.WorkerType;
import java.math.BigInteger;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Gives the powers of two: an actor written by hand, with a message and a result of its own. */
public final class Powers implements WorkerType {
    private record GoOn() implements WorkerCommand {}

    /** What two to the power of {@code exponent} is. */
    public record Power(int exponent) implements Result {
        @Override
        public String summary() {
            return "2^" + exponent + " = " + BigInteger.TWO.pow(exponent);
        }
    }

    @Override
    public Job read(Fields fields) {
        int count = fields.integer("count", 10, 1, 10_000, "powers in one run");
        return worker -> Behaviors.setup(context -> {
            var exponents = IntStream.range(0, count).iterator();
            var credit = Credit.of(worker, context, new GoOn());
            context.getSelf().tell(new GoOn());
            return Behaviors.receive(WorkerCommand.class)
                    .onMessage(GoOn.class, goOn -> {
                        while (exponents.hasNext() && credit.emit(new Power(exponents.next()))) {}
                        if (!exponents.hasNext()) credit.completed();
                        return Behaviors.same();
                    })
                    .build();
        });
    }
}
