/**
 * Addresses, messages and typed codecs of the event bus. May know ecg only.
 */
package io.ecganalyzer.bus;
