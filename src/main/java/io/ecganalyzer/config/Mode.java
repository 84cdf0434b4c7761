package io.ecganalyzer.config;

/** Where a server that the service needs comes from. */
public enum Mode {
    /** Started by the node, for itself alone. */
    EMBEDDED,
    /** Runs elsewhere; several nodes may share it. */
    EXTERNAL
}
