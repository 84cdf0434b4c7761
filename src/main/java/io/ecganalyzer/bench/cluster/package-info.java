/**
 * What {@code ecg bench cluster} starts and measures: nodes as processes of their own, limited to a share of a processor.
 */
package io.ecganalyzer.bench.cluster;
