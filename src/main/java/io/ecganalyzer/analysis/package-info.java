/**
 * The analyzer interface, its registry and the built-in analyzers. Pure Java over primitive arrays: may know ecg and dsp,
 * and must see no Vert.x, no SQL and no JSON.
 */
package io.ecganalyzer.analysis;
