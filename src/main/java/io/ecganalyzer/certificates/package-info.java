/**
 * Certificates for development and tests: an authority and what it signs. Knows no other room.
 */
package io.ecganalyzer.certificates;
