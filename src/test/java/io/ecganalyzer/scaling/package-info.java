/** A discrete-event model of the service, fed with measured figures, for sizes that no test machine has: docs/scaling.md. */
package io.ecganalyzer.scaling;
