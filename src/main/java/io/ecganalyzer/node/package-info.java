/**
 * One running node: builds the services from the configuration, deploys the verticles of its roles and closes them in
 * order. It may know every room below it; only the command line may know it.
 */
package io.ecganalyzer.node;
