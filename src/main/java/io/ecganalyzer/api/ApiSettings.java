package io.ecganalyzer.api;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How the API is served.
 *
 * @param host the address to listen on
 * @param port 0 for a free one, which all instances of a node share
 * @param maxBodyBytes the largest ECG that is taken, in bytes of JSON
 * @param bodyTimeout how long a body may take to arrive
 * @param idleTimeout after how long without any byte a connection is closed
 * @param publicUrl where clients reach the service, if a proxy stands before it
 * @param maxLeads leads of an ECG, at most what the contract allows
 * @param maxSamples samples of a lead, at most what the contract allows
 * @param requestsPerMinute of one user on all nodes together; 0 for no limit
 * @param tls the certificate to serve HTTPS with; empty for HTTP
 */
public record ApiSettings(
        String host,
        int port,
        long maxBodyBytes,
        Duration bodyTimeout,
        Duration idleTimeout,
        Optional<URI> publicUrl,
        int maxLeads,
        int maxSamples,
        int requestsPerMinute,
        Optional<TlsFiles> tls) {
    /** What a node has if nothing else is configured, on a free port of this machine. */
    public static final ApiSettings DEFAULTS = new ApiSettings(
            "127.0.0.1",
            0,
            64L << 20,
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Optional.empty(),
            64,
            32_000_000,
            0,
            Optional.empty());
}
