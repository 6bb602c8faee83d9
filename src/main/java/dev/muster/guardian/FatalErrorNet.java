package dev.muster.guardian;

import com.typesafe.config.Config;
import dev.muster.report.FatalErrors;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.InternalActorRef;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;
import org.apache.pekko.dispatch.Mailbox;
import org.apache.pekko.dispatch.ThreadPoolExecutorConfigurator;
import org.apache.pekko.stream.AbruptTerminationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The net for fatal errors: a thread pool whose actors may throw {@link LinkageError} and {@link StackOverflowError}.
 * Pekko takes these for the end of the JVM when a stream's stage throws them, where no supervision reaches; here they end
 * only the actor that runs the stream, and the stages that run in it, or read from it, learn the cause.
 *
 * <p>Named as {@code executor} in a dispatcher's settings; reads {@code thread-pool-executor} beside it.
 */
public final class FatalErrorNet extends ExecutorServiceConfigurator {
    private static final Logger LOG = LoggerFactory.getLogger(FatalErrorNet.class);

    /** Causes are asked for within the same moment; this many may be under way at once. */
    private static final int CAUSES_KEPT = 256;

    private static final ThreadLocal<Turn> CURRENT = new ThreadLocal<>();

    /** For all nets: a stream may read from one that another dispatcher runs. */
    private static final Map<ActorRef, Throwable> CAUSES = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ActorRef, Throwable> eldest) {
            return size() > CAUSES_KEPT;
        }
    });

    private final ThreadPoolExecutorConfigurator threads;

    /** Called by Pekko. */
    public FatalErrorNet(Config config, DispatcherPrerequisites prerequisites) {
        super(config, prerequisites);
        this.threads = new ThreadPoolExecutorConfigurator(config.getConfig("thread-pool-executor"), prerequisites);
    }

    @Override
    public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threadFactory) {
        var factory = threads.createExecutorServiceFactory(id, threadFactory);
        return () -> new Net(factory.createExecutorService());
    }

    /**
     * What the stages of one incarnation know of the net that their thread runs in; on a thread without a net it does
     * nothing.
     */
    static FatalErrors errors(Places places) {
        return new FatalErrors() {
            @Override
            public void watch(Consumer<Throwable> ended) {
                var turn = CURRENT.get();
                if (turn != null) turn.watch(ended, places);
            }

            @Override
            public void forget() {
                var turn = CURRENT.get();
                if (turn != null) turn.forget();
            }

            @Override
            public Throwable explain(Throwable abrupt) {
                return abrupt instanceof AbruptTerminationException e ? CAUSES.getOrDefault(e.actor(), abrupt) : abrupt;
            }
        };
    }

    /** Who is to learn of an actor's end by an error, and where its thread is seen. */
    private record Watcher(Consumer<Throwable> ended, Places places, Place place) {
        private Watcher and(Consumer<Throwable> other) {
            return new Watcher(ended.andThen(other), places, place);
        }
    }

    /** One run of one actor's mailbox. */
    private record Turn(ActorRef actor, Map<ActorRef, Watcher> watchers) {
        private void begin() {
            var watcher = watchers.get(actor);
            if (watcher != null) watcher.place.enter();
        }

        private void watch(Consumer<Throwable> ended, Places places) {
            var watcher = watchers.get(actor);
            if (watcher == null) watchers.put(actor, new Watcher(ended, places, places.openStream()));
            else watchers.put(actor, watcher.and(ended));
            if (watcher == null) begin();
        }

        private Watcher forget() {
            var watcher = watchers.remove(actor);
            if (watcher != null) watcher.places.close(watcher.place);
            return watcher;
        }

        private void end() {
            var watcher = watchers.get(actor);
            if (watcher != null) watcher.place.leave();
        }
    }

    private static final class Net extends AbstractExecutorService {
        private final ExecutorService threads;
        private final Map<ActorRef, Watcher> watchers = new ConcurrentHashMap<>();

        private Net(ExecutorService threads) {
            this.threads = threads;
        }

        @Override
        public void execute(Runnable task) {
            threads.execute(task instanceof Mailbox mailbox ? () -> run(mailbox) : task);
        }

        private void run(Mailbox mailbox) {
            var actor = mailbox.actor() == null ? null : mailbox.actor().self();
            if (actor == null) {
                mailbox.run();
                return;
            }
            var turn = new Turn(actor, watchers);
            CURRENT.set(turn);
            turn.begin();
            try {
                mailbox.run();
            } catch (LinkageError | StackOverflowError e) {
                end(turn, e);
            } catch (Throwable e) {
                // Pekko throws it, undeclared, after an actor's code was interrupted or has thrown it.
                if (!(e instanceof InterruptedException)) throw e;
                if (watchers.containsKey(actor)) end(turn, e);
            } finally {
                turn.end();
                CURRENT.remove();
            }
        }

        private void end(Turn turn, Throwable cause) {
            var actor = turn.actor;
            CAUSES.put(actor, cause);
            var watcher = turn.forget();
            if (watcher == null) LOG.warn("{} is ended by {}", actor.path(), cause.toString());
            else watcher.ended.accept(cause);
            ((InternalActorRef) actor).stop();
        }

        @Override
        public void shutdown() {
            threads.shutdown();
        }

        @Override
        public List<Runnable> shutdownNow() {
            return threads.shutdownNow();
        }

        @Override
        public boolean isShutdown() {
            return threads.isShutdown();
        }

        @Override
        public boolean isTerminated() {
            return threads.isTerminated();
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
            return threads.awaitTermination(timeout, unit);
        }
    }
}
