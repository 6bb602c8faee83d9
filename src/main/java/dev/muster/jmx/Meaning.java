package dev.muster.jmx;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import javax.management.DescriptorKey;

/** What a bean, an attribute, an operation or a parameter means, for the people who see it in a JMX client. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.PARAMETER})
public @interface Meaning {
    @DescriptorKey("meaning")
    String value();

    /** The name that a parameter is shown with; empty for all else. */
    @DescriptorKey("parameter")
    String name() default "";
}
