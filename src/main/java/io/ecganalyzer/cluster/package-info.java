/**
 * Joins the event buses of several nodes to one: discovery, membership and their protection, over Infinispan and JGroups, which no
 * other room sees. Knows no other room.
 */
package io.ecganalyzer.cluster;
