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

    private static final ThreadLocal<Net> CURRENT = new ThreadLocal<>();

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

    /** What stages know of the net that their thread runs in; on a thread without a net it does nothing. */
    static final FatalErrors ERRORS = new FatalErrors() {
        @Override
        public void watch(Consumer<Throwable> ended) {
            var net = CURRENT.get();
            if (net != null) net.watchers.merge(net.running.get(), ended, Consumer::andThen);
        }

        @Override
        public void forget() {
            var net = CURRENT.get();
            if (net != null) net.watchers.remove(net.running.get());
        }

        @Override
        public Throwable explain(Throwable abrupt) {
            var net = CURRENT.get();
            return net != null && abrupt instanceof AbruptTerminationException e
                    ? net.causes.getOrDefault(e.actor(), abrupt)
                    : abrupt;
        }
    };

    private static final class Net extends AbstractExecutorService {
        private final ExecutorService threads;
        private final ThreadLocal<ActorRef> running = new ThreadLocal<>();
        private final Map<ActorRef, Consumer<Throwable>> watchers = new ConcurrentHashMap<>();
        private final Map<ActorRef, Throwable> causes = Collections.synchronizedMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<ActorRef, Throwable> eldest) {
                return size() > CAUSES_KEPT;
            }
        });

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
            CURRENT.set(this);
            running.set(actor);
            try {
                mailbox.run();
            } catch (LinkageError | StackOverflowError e) {
                end(actor, e);
            } catch (Throwable e) {
                // Pekko throws it, undeclared, after an actor's code was interrupted or has thrown it.
                if (!(e instanceof InterruptedException)) throw e;
                if (watchers.containsKey(actor)) end(actor, e);
            } finally {
                running.remove();
                CURRENT.remove();
            }
        }

        private void end(ActorRef actor, Throwable cause) {
            causes.put(actor, cause);
            var watcher = watchers.remove(actor);
            if (watcher == null) LOG.warn("{} is ended by {}", actor.path(), cause.toString());
            else watcher.accept(cause);
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
