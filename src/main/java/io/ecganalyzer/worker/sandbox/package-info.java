/**
 * Analyzers in a process of their own: the node's end and the child's. What an analyzer does to its process, such as ending it, filling
 * its memory or never coming back, it does to a child that is started anew. May know store and analysis.
 */
package io.ecganalyzer.worker.sandbox;
