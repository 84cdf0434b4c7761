/**
 * Readers and writers of ECGs and reports: JSON, WFDB. May know ecg only; no input or output but the streams it is handed.
 */
package io.ecganalyzer.format;
