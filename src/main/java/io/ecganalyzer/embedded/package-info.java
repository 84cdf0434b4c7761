/**
 * A real PostgreSQL, Redis and AMQP broker inside one process tree, for one machine. May know config only.
 */
package io.ecganalyzer.embedded;
