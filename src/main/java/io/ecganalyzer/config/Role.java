package io.ecganalyzer.config;

/** What a node does. */
public enum Role {
    /** Serves the REST API. */
    API,
    /** Runs analyzers. */
    ANALYZER
}
