package dev.muster.worker.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.SourceShape;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.TimerGraphStageLogic;
import org.apache.pekko.util.ByteString;

/** Does one fetch of the plan after the other, on connections of its own that it keeps for the next fetch. */
final class Lane extends GraphStage<SourceShape<Fetched>> {

    private static final String DEADLINE = "deadline";
    private static final String LATER = "later";

    private final Outlet<Fetched> out = Outlet.create("Lane.out");
    private final SourceShape<Fetched> shape = SourceShape.of(out);
    private final Plan plan;
    private final Client client;
    private final LatestAnswers latest;
    private final int connections;

    /** @param connections that the lane may have open, 1 or more; beyond, the one unused for longest is closed */
    private Lane(Plan plan, Client client, LatestAnswers latest, int connections) {
        this.plan = plan;
        this.client = client;
        this.latest = latest;
        this.connections = connections;
    }

    /** The whole plan, by as many lanes as may fetch and be connected at one time, shared out over the cores. */
    static Source<Fetched, NotUsed> run(Plan plan, Client client, LatestAnswers latest) {
        int connections = client.settings().maxConnections();
        int lanes = (int) Math.min(
                Math.min(client.settings().concurrency(), connections),
                client.settings().fetches());
        int cores = Math.min(lanes, Runtime.getRuntime().availableProcessors());
        var lane = new Lane(plan, client, latest, connections / Math.max(1, lanes));
        return Source.range(0, cores - 1).flatMapMerge(Math.max(1, cores), core -> {
            int share = lanes / cores + (core < lanes % cores ? 1 : 0);
            return Source.range(1, share)
                    .flatMapMerge(share, i -> Source.fromGraph(lane))
                    .async()
                    .addAttributes(Attributes.inputBuffer(1, 1));
        });
    }

    @Override
    public SourceShape<Fetched> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic();
    }

    private final class Logic extends TimerGraphStageLogic implements Exchange.Lane {
        private final Map<Origin, Connection> kept = new LinkedHashMap<>();
        private final long timeout = client.settings().limits().timeout().toNanos();
        private boolean armed;
        private Runnable action;
        private Exchange exchange;

        private Logic() {
            super(shape);
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    begin();
                }
            });
        }

        private void begin() {
            var turn = plan.next();
            if (turn == null) {
                completeStage();
                return;
            }
            exchange = new Exchange(this, turn, client.settings());
            if (!armed) arm(timeout);
            if (turn.delay() > 0) later(turn.delay(), exchange::begin);
            else exchange.begin();
        }

        // One timer for the lane, looked at when it is due, since setting and cancelling one for each fetch costs more.
        private void arm(long nanos) {
            armed = true;
            scheduleOnce(DEADLINE, Duration.ofNanos(nanos));
        }

        @Override
        public void onTimer(Object key) {
            if (key == LATER) {
                action.run();
                return;
            }
            armed = false;
            if (exchange == null) return;
            long left = exchange.deadline() - System.nanoTime();
            if (left <= 0) exchange.onDeadline();
            if (exchange != null && !armed) arm(Math.max(exchange.deadline() - System.nanoTime(), 0));
        }

        @Override
        public void later(long nanos, Runnable then) {
            action = then;
            scheduleOnce(LATER, Duration.ofNanos(nanos));
        }

        @Override
        public Connection connect(Origin origin, Connection.Owner owner) {
            var connection = kept.remove(origin);
            if (connection != null && connection.reusable()) return connection.handTo(owner, true);
            if (connection != null) connection.close();
            return open(origin, owner);
        }

        @Override
        public Connection open(Origin origin, Connection.Owner owner) {
            closeKeptBeyond(connections - 1);
            var connection =
                    new Connection(origin, new SubSourceOutlet<>("Lane.requests"), new SubSinkInlet<>("Lane.answers"));
            connection.open(client, subFusingMaterializer());
            return connection.handTo(owner, false);
        }

        @Override
        public SubSinkInlet<ByteString> body() {
            return new SubSinkInlet<>("Lane.body");
        }

        @Override
        public Materializer materializer() {
            return subFusingMaterializer();
        }

        @Override
        public void keep(Connection connection) {
            // It has no fetch any more: when the server closes it now, that is nobody's failure.
            kept.put(connection.origin(), connection.handTo(null, true));
        }

        private void closeKeptBeyond(int most) {
            while (kept.size() > most)
                kept.remove(kept.keySet().iterator().next()).close();
        }

        @Override
        public void onFetched(Plan.Turn turn, Fetched fetched) {
            exchange = null;
            plan.done(turn);
            latest.add(fetched);
            push(out, fetched);
        }

        @Override
        public void postStop() {
            if (exchange != null) exchange.abandon();
            kept.values().forEach(Connection::close);
            latest.note();
        }
    }
}
