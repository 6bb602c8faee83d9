package dev.muster.jmx;

import java.util.regex.Pattern;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** The names of the beans of one Muster. */
final class Names {
    private static final Pattern PLAIN = Pattern.compile("[\\w.~-]+");

    private final int instance;

    /** @param instance 1 for the first Muster in this JVM, whose names do not say so */
    Names(int instance) {
        this.instance = instance;
    }

    int instance() {
        return instance;
    }

    ObjectName guardian() {
        return name("type=Guardian");
    }

    ObjectName reporter() {
        return name("type=Reporter");
    }

    ObjectName worker(String worker) {
        return name("type=Worker,name=" + (PLAIN.matcher(worker).matches() ? worker : ObjectName.quote(worker)));
    }

    private ObjectName name(String keys) {
        try {
            return new ObjectName("dev.muster:" + keys + (instance == 1 ? "" : ",instance=" + instance));
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
