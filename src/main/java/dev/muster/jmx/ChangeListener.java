package dev.muster.jmx;

import dev.muster.report.StateChange;
import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** Hears all changes, and that Muster has ended. */
final class ChangeListener implements Flow.Subscriber<StateChange> {
    private final Consumer<StateChange> change;
    private final Runnable end;

    ChangeListener(Consumer<StateChange> change, Runnable end) {
        this.change = change;
        this.end = end;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(StateChange told) {
        change.accept(told);
    }

    @Override
    public void onError(Throwable failure) {
        end.run();
    }

    @Override
    public void onComplete() {
        end.run();
    }
}
