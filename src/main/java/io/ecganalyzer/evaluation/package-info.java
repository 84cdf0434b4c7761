/**
 * Scoring of analyzers against reference annotations. May know analysis, ecg and format; nothing that serves knows it.
 */
package io.ecganalyzer.evaluation;
