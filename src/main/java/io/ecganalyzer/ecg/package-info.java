/**
 * The domain: an ECG, its leads and what was measured on it. Plain records that know no other room and no library.
 */
package io.ecganalyzer.ecg;
