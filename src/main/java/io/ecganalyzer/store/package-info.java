/**
 * PostgreSQL statements by aggregate, migrations, the Redis cache and counters, and the sample codec. May know ecg only; plain
 * values come by constructor. Neither HTTP, the event bus nor configuration may be seen from here.
 */
package io.ecganalyzer.store;
