package io.ecganalyzer.store;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/**
 * A node as it last told of itself.
 *
 * @param id new at each start
 * @param name of its machine and process, for people
 * @param roles in lower case
 * @param jobsInHand jobs that it has taken from the broker and not ended
 * @param cpuLoad its process's share of the machine's processors, from 0 to 1; negative where it is not known
 */
public record NodeEntry(
        UUID id,
        String name,
        String version,
        List<String> roles,
        int apiInstances,
        int analyzerInstances,
        int jobsInHand,
        double cpuLoad) {
    public NodeEntry {
        roles = List.copyOf(roles);
    }

    /**
     * One that was looked up.
     *
     * @param silent whether it has missed several of its turns: it ended without a word, is frozen or cut off
     */
    public record Seen(NodeEntry node, OffsetDateTime startedAt, OffsetDateTime seenAt, boolean silent) {}
}
