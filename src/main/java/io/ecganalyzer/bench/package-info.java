/**
 * The load generator: drives a running service through its public API as a client would, and reports what it saw. Knows no
 * other room, so that it measures the service and not itself.
 */
package io.ecganalyzer.bench;
