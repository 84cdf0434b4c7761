package io.ecganalyzer.api;

/** Jobs that wait for their analysis, of all nodes. For any thread. */
public interface Backlog {
    /** Whether so many wait that no more are taken. */
    boolean isFull();

    /** One more was taken by this node. */
    void grow();
}
