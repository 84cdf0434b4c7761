/**
 * Readers and writers of ECGs and reports: JSON, WFDB. May know ecg only; reads and writes the streams and folders it is handed,
 * nothing else.
 */
package io.ecganalyzer.format;
