/**
 * The way between the event bus and RabbitMQ: relay, consumer, topology and retry policy. May know store and bus; it must
 * never see a signal, only references to one.
 */
package io.ecganalyzer.bridge;
