package dev.muster.guardian;

import com.typesafe.config.Config;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.InternalActorRef;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;
import org.apache.pekko.dispatch.Mailbox;
import org.apache.pekko.dispatch.ThreadPoolExecutorConfigurator;
import org.apache.pekko.stream.AbruptStageTerminationException;
import org.apache.pekko.stream.AbruptTerminationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The net for fatal errors: a thread pool whose actors may throw {@link LinkageError} and {@link StackOverflowError}.
 * Pekko takes these for the end of the JVM when a stream's stage throws them, where no supervision reaches; here they end
 * only the actor that runs the stream, and the cause is kept for the worker that sees the abrupt end.
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

    /**
     * The fatal error behind a stream's abrupt end, if it is one of this thread's dispatcher; otherwise what is given. To
     * be asked while the stream ends, by one of its stages.
     */
    static Throwable explain(Throwable abrupt) {
        var net = CURRENT.get();
        if (net == null) return abrupt;
        if (abrupt instanceof AbruptTerminationException e) return net.causes.getOrDefault(e.actor(), abrupt);
        if (abrupt instanceof AbruptStageTerminationException) return net.causeOfCurrent(abrupt);
        return abrupt;
    }

    private static final class Net extends AbstractExecutorService {
        private final ExecutorService threads;
        private final ThreadLocal<ActorRef> running = new ThreadLocal<>();
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
            CURRENT.set(this);
            running.set(actor);
            try {
                mailbox.run();
            } catch (LinkageError | StackOverflowError e) {
                if (actor == null) throw e;
                LOG.debug("{} ended by {}", actor, e.toString());
                causes.put(actor, e);
                ((InternalActorRef) actor).stop();
            } finally {
                running.remove();
                CURRENT.remove();
            }
        }

        private Throwable causeOfCurrent(Throwable abrupt) {
            var actor = running.get();
            return actor == null ? abrupt : causes.getOrDefault(actor, abrupt);
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
