/**
 * JMH benchmarks of the parts that an ECG passes through, each beside a plain way of doing the same. May know the rooms whose
 * parts it times: format, store, analysis, dsp and ecg; and synthetic.
 */
package io.ecganalyzer.bench.micro;
