/**
 * The typed configuration: one immutable record tree, built once from file, environment and flags. Knows no other room.
 */
package io.ecganalyzer.config;
