/**
 * JMH benchmarks of the parts that an ECG passes through, each beside a plain way of doing the same. May know the rooms whose
 * parts it times: format, store, analysis and ecg.
 */
package io.ecganalyzer.bench.micro;
