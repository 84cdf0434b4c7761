package io.ecganalyzer.analysis;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes a component of a result record, so that a list of analyzers can say what each returns. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Measured {
    /** What was measured, as a sentence fragment. */
    String value();

    /** Its unit, such as {@code mV}, {@code ms}, {@code 1/min}, {@code samples}; empty for a count, a text or a list. */
    String unit() default "";
}
