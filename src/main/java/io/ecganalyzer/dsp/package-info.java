/**
 * Filters, resampling and spectra over primitive arrays. Knows no other room.
 */
package io.ecganalyzer.dsp;
