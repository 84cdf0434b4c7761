package io.ecganalyzer.config;

/** Which analyzers run in processes of their own. */
public enum Isolation {
    /** Those that the program did not bring along. */
    PLUGINS,
    /** All. */
    ALL,
    /** None. */
    NONE
}
