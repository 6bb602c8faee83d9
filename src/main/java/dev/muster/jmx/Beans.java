package dev.muster.jmx;

import dev.muster.guardian.Controls;
import dev.muster.guardian.Levels;
import dev.muster.report.Roster;
import dev.muster.report.StateChange;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The beans of one Muster. They are there from the opening until Muster has ended, or until they are closed, whatever
 * becomes of the workers. Opens no port: who may connect is the JVM's own business ({@code com.sun.management.jmxremote}).
 * Thread-safe.
 */
public final class Beans implements AutoCloseable {
    /** Workers with beans of their own; more of them make clients crawl. The guardian's bean answers for the rest. */
    private static final int WORKERS = 1000;

    /** More Musters than that in one JVM are none that anyone looks at. */
    private static final int INSTANCES = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Beans.class);

    private final MBeanServer server;
    private final Map<ObjectName, Bean<?>> beans = new ConcurrentHashMap<>();
    private final Map<String, StateChange> last = new HashMap<>();
    private Names names;

    private Beans(MBeanServer server) {
        this.server = server;
    }

    /** Registers the beans, and logs what could not be: Muster runs without them too. Does not wait for anything. */
    public static Beans open(MBeanServer server, Controls controls, Levels levels) {
        return open(server, controls, levels, WORKERS);
    }

    static Beans open(MBeanServer server, Controls controls, Levels levels, int limit) {
        var beans = new Beans(server);
        var entries = new Entries(controls);
        var orders = new Orders(controls, levels);
        try {
            beans.registerGuardian(controls, entries, orders);
            var reporter = new Pinned<>(controls::roster);
            beans.register(
                    beans.names.reporter(), new Bean<>(new ReporterBean(reporter), ReporterMXBean.class, reporter));
            for (var worker : controls.workers().stream().limit(limit).toList()) {
                beans.registerWorker(worker, entries, orders);
            }
            beans.tellOfRest(controls.workers(), limit);
        } catch (JMException e) {
            LOG.error("not all beans are there for JMX: {}", e.toString());
        }
        controls.changes().subscribe(new ChangeListener(beans::changed, beans::close));
        return beans;
    }

    private void tellOfRest(Set<String> workers, int limit) {
        if (workers.size() <= limit) return;
        LOG.info(
                "{} of {} workers have no JMX bean of their own; {} answers for them",
                workers.size() - limit,
                workers.size(),
                names.guardian());
    }

    /** Whoever is not the first Muster in this JVM is told apart by a number in the names. */
    private void registerGuardian(Controls controls, Entries entries, Orders orders) throws JMException {
        Pinned<Roster> roster = new Pinned<>(controls::roster);
        var bean = new Bean<>(new GuardianBean(roster, entries, orders), GuardianMXBean.class, roster, Changed.info());
        for (int instance = 1; ; instance++) {
            names = new Names(instance);
            try {
                register(names.guardian(), bean);
                break;
            } catch (InstanceAlreadyExistsException taken) {
                if (instance == INSTANCES) throw taken;
            }
        }
        if (names.instance() > 1) {
            LOG.warn("there is another Muster in this JVM; this one is {} for JMX", names.guardian());
        }
    }

    private void registerWorker(String worker, Entries entries, Orders orders) throws JMException {
        var blank = Blank.entry(worker);
        var entry = new Pinned<>(() -> entries.of(worker).orElse(blank));
        register(
                names.worker(worker),
                new Bean<>(new WorkerBean(worker, entry, orders), WorkerMXBean.class, entry, Changed.info()));
    }

    private void register(ObjectName name, Bean<?> bean) throws JMException {
        server.registerMBean(bean, name);
        beans.put(name, bean);
    }

    private void changed(StateChange change) {
        var before = last.put(change.worker(), change);
        tell(names.worker(change.worker()), before, change);
        tell(names.guardian(), before, change);
    }

    private void tell(ObjectName name, StateChange before, StateChange change) {
        var bean = beans.get(name);
        if (bean != null) bean.tell(Changed.of(name, before, change));
    }

    @Override
    public void close() {
        for (var name : beans.keySet()) {
            if (beans.remove(name) == null) continue;
            try {
                server.unregisterMBean(name);
            } catch (JMException e) {
                LOG.debug("{} was gone already", name);
            }
        }
    }
}
