package io.ecganalyzer.cluster;

import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import io.vertx.ext.cluster.infinispan.InfinispanClusterManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachemanagerlistener.annotation.Merged;
import org.infinispan.notifications.cachemanagerlistener.annotation.ViewChanged;
import org.infinispan.notifications.cachemanagerlistener.event.ViewChangedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node's subscriptions where all nodes see them.
 *
 * <p>When a network was cut and heals, Infinispan keeps of each address what the larger side knew. That side took the others for dead
 * and dropped their subscriptions; the others, who never stopped, do not know that they are no longer heard of. So every node looks at
 * regular times, and closely for a while after each change of members, whether what it subscribed to is still there, and puts back
 * what is not. What a node that is gone has left behind, any other removes.
 */
final class MendingClusterManager extends InfinispanClusterManager {
    private static final Logger LOG = LoggerFactory.getLogger(MendingClusterManager.class);
    private static final long LOOK_MS = 1_000;

    /** A look costs a read of this node's own copy for each address, of which there are a dozen. */
    private static final int LOOKS_SKIPPED = 10;

    /** A merge is followed by a transfer of state, which takes seconds on a busy machine. */
    private static final int CLOSE_LOOKS = 20;

    private final DefaultCacheManager caches;
    private final Map<String, Set<RegistrationInfo>> own = new ConcurrentHashMap<>();
    private final Set<RegistrationInfo> withoutNode = ConcurrentHashMap.newKeySet();
    private final AtomicInteger closeLooks = new AtomicInteger(CLOSE_LOOKS);
    private final ViewListener viewListener = new ViewListener();
    private Vertx vertx;
    private volatile RegistrationListener registrations = new RegistrationListener() {};
    private volatile long timer = -1;
    private int skipped;
    private boolean looking;

    MendingClusterManager(DefaultCacheManager caches) {
        super(caches);
        this.caches = caches;
    }

    @Override
    public void init(Vertx owner) {
        super.init(owner);
        vertx = owner;
    }

    @Override
    public synchronized void registrationListener(RegistrationListener listener) {
        super.registrationListener(listener);
        registrations = listener;
    }

    @Override
    public void join(Completable<Void> promise) {
        super.join((joined, failure) -> {
            if (failure == null) {
                caches.addListener(viewListener);
                timer = vertx.setPeriodic(LOOK_MS, any -> lookWhenDue());
            }
            promise.complete(null, failure);
        });
    }

    @Override
    public void leave(Completable<Void> promise) {
        vertx.cancelTimer(timer);
        caches.removeListener(viewListener);
        super.leave(promise);
    }

    @Override
    public void addRegistration(String address, RegistrationInfo registration, Completable<Void> promise) {
        if (!registration.localOnly()) {
            own.computeIfAbsent(address, any -> ConcurrentHashMap.newKeySet()).add(registration);
        }
        super.addRegistration(address, registration, promise);
    }

    @Override
    public void removeRegistration(String address, RegistrationInfo registration, Completable<Void> promise) {
        own.getOrDefault(address, Set.of()).remove(registration);
        super.removeRegistration(address, registration, promise);
    }

    private void lookWhenDue() {
        boolean closely = closeLooks.get() > 0;
        if (looking || (!closely && ++skipped < LOOKS_SKIPPED)) {
            return;
        }
        skipped = 0;
        closeLooks.updateAndGet(left -> Math.max(0, left - 1));
        looking = true;
        look(closely).onComplete(looked -> {
            looking = false;
            if (looked.failed()) {
                LOG.atDebug().setCause(looked.cause()).log("The subscriptions could not be looked after; again later");
            } else if (closely || looked.result()) {
                // What senders remember of an address may be from before the merge.
                registrations.registrationsLost();
            }
        });
    }

    /** Whether something was mended. */
    private Future<Boolean> look(boolean closely) {
        List<Future<Boolean>> looks = new ArrayList<>();
        looks.add(closely ? sayWhereThisNodeIs().map(false) : lookAfterNodeInfo());
        own.forEach((address, registered) -> looks.add(registrationsOf(address)
                .compose(there -> Future.join(putBack(address, registered, there), removeAbandoned(address, there)))
                .map(both -> both.<Boolean>resultAt(0) || both.<Boolean>resultAt(1))));
        return Future.join(looks).map(all -> looks.stream().anyMatch(Future::result));
    }

    /** Also where it is there: the copies of others may lack it, and they then take this node for none. */
    private Future<Void> sayWhereThisNodeIs() {
        NodeInfo info = getNodeInfo();
        if (info == null) {
            return Future.succeededFuture();
        }
        Promise<Void> put = Promise.promise();
        setNodeInfo(info, put);
        return put.future();
    }

    private Future<Boolean> lookAfterNodeInfo() {
        Promise<NodeInfo> found = Promise.promise();
        getNodeInfo(getNodeId(), found);
        return found.future().map(false).recover(missing -> sayWhereThisNodeIs().map(true));
    }

    private Future<List<RegistrationInfo>> registrationsOf(String address) {
        Promise<List<RegistrationInfo>> found = Promise.promise();
        getRegistrations(address, found);
        return found.future();
    }

    private Future<Boolean> putBack(String address, Set<RegistrationInfo> registered, List<RegistrationInfo> there) {
        List<RegistrationInfo> missing =
                registered.stream().filter(each -> !there.contains(each)).toList();
        if (missing.isEmpty()) {
            return Future.succeededFuture(false);
        }
        LOG.atInfo().addKeyValue("address", address).log("A subscription was lost on the way and is put back");
        return Future.join(missing.stream().map(each -> put(address, each)).toList())
                .map(true);
    }

    private Future<Void> put(String address, RegistrationInfo registration) {
        Promise<Void> done = Promise.promise();
        super.addRegistration(address, registration, done);
        return done.future();
    }

    /** Only what was found so twice: a node that has just joined may be ahead of our view. */
    private Future<Boolean> removeAbandoned(String address, List<RegistrationInfo> there) {
        List<String> nodes = getNodes();
        List<Future<Void>> removals = new ArrayList<>();
        for (RegistrationInfo each : there) {
            if (nodes.contains(each.nodeId())) {
                withoutNode.remove(each);
            } else if (!withoutNode.add(each)) {
                withoutNode.remove(each);
                Promise<Void> done = Promise.promise();
                super.removeRegistration(address, each, done);
                removals.add(done.future());
            }
        }
        return removals.isEmpty()
                ? Future.succeededFuture(false)
                : Future.join(removals).map(true);
    }

    /** Tells the close looks to begin. */
    @Listener(sync = false)
    public final class ViewListener {
        @Merged
        @ViewChanged
        public void changed(ViewChangedEvent event) {
            closeLooks.set(CLOSE_LOOKS);
        }
    }
}
