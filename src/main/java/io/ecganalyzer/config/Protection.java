package io.ecganalyzer.config;

/** What a cluster must be protected with where others than this machine can reach it. */
public enum Protection {
    /** A secret and certificates. */
    REQUIRED,
    /** Whatever is given, even nothing: for a network that is protected by other means. */
    NONE
}
