/** What the fault suite adds to a node's class path. It knows the analysis only. */
package io.ecganalyzer.fault.plugin;
