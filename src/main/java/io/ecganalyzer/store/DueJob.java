package io.ecganalyzer.store;

/** A job whose message is to be published. */
public record DueJob(long ecgKey, String requestId) {}
