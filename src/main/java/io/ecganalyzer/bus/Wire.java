package io.ecganalyzer.bus;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Where a message travels and in which form.
 *
 * <p>The version changes when a reader of the old form would misread the new one. A new field alone keeps the version:
 * readers ignore what they do not know.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Wire {
    String address();

    int version() default 1;

    /** Whether only receivers of the sender's own node are meant. */
    boolean ownNode() default false;
}
