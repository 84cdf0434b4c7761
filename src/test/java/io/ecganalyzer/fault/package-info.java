/**
 * The fault suite: nodes as processes of their own, on real servers that are killed, frozen, cut off and filled up while ECGs are
 * submitted; then every ECG is read back. It knows the service by its API, its configuration and its processes, and looks into the
 * database only to count what the API cannot show. {@code mvn verify -Pfault} runs it, {@code -Dfault.short=true} a shorter form.
 */
package io.ecganalyzer.fault;
