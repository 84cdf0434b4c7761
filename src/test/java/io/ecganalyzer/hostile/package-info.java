/** The hostile client: what a stranger may send to a whole node, and the figures of docs/security.md. */
package io.ecganalyzer.hostile;
