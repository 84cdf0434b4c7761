/**
 * PostgreSQL statements by aggregate, migrations, the Redis cache and counters, and the sample codec. May know ecg and
 * config; neither HTTP nor the event bus may be seen from here.
 */
package io.ecganalyzer.store;
