package io.ecganalyzer.fault;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** A scenario that the short form leaves out: docs/reliability.md says of each why. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@DisabledIfSystemProperty(named = "fault.short", matches = "true", disabledReason = "only in the whole form")
@interface WholeFormOnly {}
