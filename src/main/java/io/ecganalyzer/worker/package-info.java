/**
 * The verticle that loads an ECG, runs analyzers on it and stores what they found. May know store, bus, format and
 * analysis; knows neither HTTP nor RabbitMQ.
 */
package io.ecganalyzer.worker;
