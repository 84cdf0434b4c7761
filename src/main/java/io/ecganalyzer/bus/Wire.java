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

    /**
     * Longer texts are refused unread: usually the longest message holds one name or request id, and a peer must not be able to fill
     * the memory of this node.
     */
    int maxCharacters() default 64 * 1024;

    /** Whether only receivers of the sender's own node are meant. */
    boolean ownNode() default false;
}
