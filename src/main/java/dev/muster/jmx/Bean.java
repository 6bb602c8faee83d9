package dev.muster.jmx;

import java.util.Objects;
import javax.management.AttributeList;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.StandardEmitterMBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One registered bean: described by the {@link Meaning}s of its interface; attributes that are read together are of one
 * instant.
 */
final class Bean<T> extends StandardEmitterMBean {
    private static final Logger LOG = LoggerFactory.getLogger(Bean.class);

    private final Pinned<?> picture;
    private final NotificationBroadcasterSupport listeners;

    /**
     * @param picture what the attributes are read from
     * @param told what listeners will be told; none: nothing ever
     */
    Bean(T bean, Class<T> face, Pinned<?> picture, MBeanNotificationInfo... told) {
        this(bean, face, picture, new NotificationBroadcasterSupport(Bean::heard, told));
    }

    private Bean(T bean, Class<T> face, Pinned<?> picture, NotificationBroadcasterSupport listeners) {
        super(bean, face, true, listeners);
        this.picture = picture;
        this.listeners = listeners;
    }

    /** A listener in this JVM is somebody's code: what is wrong with it must not keep others from being told. */
    private static void heard(Runnable listener) {
        try {
            listener.run();
        } catch (LinkageError | StackOverflowError | AssertionError e) {
            LOG.warn("a listener to JMX notifications fails: {}", e.toString());
        }
    }

    void tell(Notification change) {
        listeners.sendNotification(change);
    }

    @Override
    public AttributeList getAttributes(String[] names) {
        return picture.during(() -> super.getAttributes(names));
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        return meaning(info.getDescriptor().getFieldValue("meaning"), super.getDescription(info));
    }

    @Override
    protected String getDescription(MBeanFeatureInfo feature) {
        return meaning(feature.getDescriptor().getFieldValue("meaning"), super.getDescription(feature));
    }

    @Override
    protected String getDescription(MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
        return getDescription(parameter);
    }

    @Override
    protected String getParameterName(MBeanOperationInfo operation, MBeanParameterInfo parameter, int sequence) {
        return meaning(parameter.getDescriptor().getFieldValue("parameter"), parameter.getName());
    }

    @Override
    protected int getImpact(MBeanOperationInfo operation) {
        return operation.getReturnType().equals(String.class.getName())
                ? MBeanOperationInfo.ACTION
                : MBeanOperationInfo.INFO;
    }

    private static String meaning(Object told, String otherwise) {
        return Objects.requireNonNullElse(told, otherwise).toString();
    }
}
