package io.ecganalyzer.api;

import io.ecganalyzer.bus.Bus;
import io.ecganalyzer.bus.Progress;
import io.ecganalyzer.bus.ResultForgotten;
import io.ecganalyzer.bus.Subscription;
import io.ecganalyzer.store.EcgRef;
import io.ecganalyzer.store.ResultCache;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Wakes those who watch an ECG when the bus tells of it, and keeps the cache from telling of a deleted one. Of one verticle, all on its event loop. A lost message wakes nobody:
 * who watches looks by the clock as well.
 */
final class ProgressHub {
    private final Map<EcgRef, Set<Watcher>> watchers = new HashMap<>();
    private boolean ending;

    /** @param endsOnly whether it is to be told of ends alone, and not of every change */
    private record Watcher(Runnable wake, boolean endsOnly) {}

    Future<Void> start(Bus bus, ResultCache cache, FreshSubmissions fresh) {
        List<Subscription> subscriptions = List.of(
                bus.consume(Progress.class, message -> {
                    boolean isEnd = message.status().isFinal();
                    if (isEnd) {
                        fresh.remove(message.userId(), message.ecgId());
                    }
                    wake(message.userId(), message.ecgId(), isEnd);
                }),
                bus.consume(ResultForgotten.class, message -> {
                    cache.ignore(message.userId(), message.ecgId());
                    fresh.remove(message.userId(), message.ecgId());
                    wake(message.userId(), message.ecgId(), true);
                }));
        return Future.all(subscriptions.stream().map(Subscription::ready).toList())
                .mapEmpty();
    }

    /** Wakes everybody a last time: who watches ends. The node takes no more requests. */
    void end() {
        ending = true;
        List.copyOf(watchers.values())
                .forEach(all ->
                        List.copyOf(all).forEach(watcher -> watcher.wake().run()));
    }

    boolean isEnding() {
        return ending;
    }

    /** Runs something at each message about an ECG, until the returned one is run. */
    Runnable watch(UUID userId, UUID ecgId, Runnable wake) {
        return watch(userId, ecgId, new Watcher(wake, false));
    }

    /** As {@link #watch(UUID, UUID, Runnable)}, but only once its analysis has ended or it was deleted. */
    Runnable watchEnd(UUID userId, UUID ecgId, Runnable wake) {
        return watch(userId, ecgId, new Watcher(wake, true));
    }

    private Runnable watch(UUID userId, UUID ecgId, Watcher watcher) {
        EcgRef ecg = new EcgRef(userId, ecgId);
        watchers.computeIfAbsent(ecg, first -> new HashSet<>()).add(watcher);
        return () -> watchers.computeIfPresent(ecg, (same, all) -> {
            all.remove(watcher);
            return all.isEmpty() ? null : all;
        });
    }

    private void wake(UUID userId, UUID ecgId, boolean isEnd) {
        Set<Watcher> concerned = watchers.get(new EcgRef(userId, ecgId));
        if (concerned != null) {
            // A copy: who is woken may stop watching.
            List.copyOf(concerned).stream()
                    .filter(watcher -> isEnd || !watcher.endsOnly())
                    .forEach(watcher -> watcher.wake().run());
        }
    }
}
