package io.ecganalyzer.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.ecganalyzer.store.EcgRef;
import java.time.Duration;
import java.util.UUID;

/**
 * What was submitted through this node a moment ago, and whose end it has not heard of: a client that waits for it at once, as most do,
 * need not have the database asked whether there is such an ECG, nor the cache whether it has a result. May forget anything at any
 * time. One for a node.
 */
final class FreshSubmissions {
    private static final Duration MEMORY = Duration.ofSeconds(10);

    /** Some 2 MB, and ten seconds' worth of as many as a node takes. */
    private static final int BOUND = 20_000;

    private final Cache<EcgRef, Boolean> ecgs = Caffeine.newBuilder()
            .expireAfterWrite(MEMORY)
            .maximumSize(BOUND)
            .executor(Runnable::run)
            .build();

    void add(UUID userId, UUID ecgId) {
        ecgs.put(new EcgRef(userId, ecgId), true);
    }

    boolean contains(UUID userId, UUID ecgId) {
        return ecgs.getIfPresent(new EcgRef(userId, ecgId)) != null;
    }

    /** It ended or was deleted. */
    void remove(UUID userId, UUID ecgId) {
        ecgs.invalidate(new EcgRef(userId, ecgId));
    }
}
