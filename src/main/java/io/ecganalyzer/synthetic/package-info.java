/**
 * Models that make ECGs of which everything is known. Knows ecg only.
 */
package io.ecganalyzer.synthetic;
