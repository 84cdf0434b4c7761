package io.ecganalyzer.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * What was deleted within the last lifetime of a cache entry, on this node. Bounded; where more is deleted than it holds, it takes
 * everything for forgotten until the last of it would have been: slower for a while, never wrong.
 */
final class Forgotten {
    /** Some 10 MB at 100 bytes each; a node that is told of more than this in a lifetime does without its cache. */
    private static final int BOUND = 100_000;

    /** An entry may be written by who read the report just before it was deleted: it lives a little longer than the news of it. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final Duration memory;
    private final int bound;
    private final LongSupplier nanoTime;
    private final Cache<EcgRef, Boolean> ecgs;
    private final AtomicReference<Long> everythingUntilNanos = new AtomicReference<>();

    Forgotten(Duration lifetime, LongSupplier nanoTime) {
        this(lifetime, BOUND, nanoTime);
    }

    Forgotten(Duration lifetime, int bound, LongSupplier nanoTime) {
        this.memory = lifetime.plus(MARGIN);
        this.bound = bound;
        this.nanoTime = nanoTime;
        this.ecgs = Caffeine.newBuilder()
                .expireAfterWrite(memory)
                .ticker(nanoTime::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    void add(UUID userId, UUID ecgId) {
        if (ecgs.estimatedSize() >= bound) {
            ecgs.cleanUp();
        }
        if (ecgs.estimatedSize() >= bound) {
            everythingUntilNanos.set(nanoTime.getAsLong() + memory.toNanos());
        } else {
            ecgs.put(new EcgRef(userId, ecgId), true);
        }
    }

    boolean contains(UUID userId, UUID ecgId) {
        return isFull() || ecgs.getIfPresent(new EcgRef(userId, ecgId)) != null;
    }

    private boolean isFull() {
        Long until = everythingUntilNanos.get();
        return until != null && nanoTime.getAsLong() - until < 0;
    }
}
