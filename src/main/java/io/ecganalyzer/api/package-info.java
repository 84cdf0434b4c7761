/**
 * The HTTP verticle: one class for each group of operations, authentication, and the one place that turns a failure into
 * a problem. May know store, bus, format, analysis and ecg; nothing below it may know HTTP.
 */
package io.ecganalyzer.api;
