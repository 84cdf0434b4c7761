package io.ecganalyzer.cluster;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.eventbus.EventBusOptions;
import java.io.IOException;
import java.util.List;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.configuration.parsing.ConfigurationBuilderHolder;
import org.infinispan.conflict.MergePolicy;
import org.infinispan.factories.GlobalComponentRegistry;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.manager.EmbeddedCacheManagerStartupException;
import org.infinispan.remoting.transport.Transport;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.jgroups.JChannel;

/**
 * This node's membership. It joins as soon as it is made, or founds the cluster if no other node is found; the event bus follows with
 * {@link #vertx}. Closed after Vert.x.
 */
public final class Cluster implements AutoCloseable {
    private static final String NAME = "ecg-analyzer";

    /** An answer that takes longer than a change of members will not come. */
    private static final long REMOTE_TIMEOUT_MS = 12_000;

    /** A peer without an answer to a ping for this long is connected to anew, if it is still there. */
    private static final long PING_MS = 2_000;

    private static final long PONG_MS = 4_000;
    private static final int CONNECT_MS = 1_000;

    private final ClusterSettings settings;
    private final DefaultCacheManager caches;

    private Cluster(ClusterSettings settings, DefaultCacheManager caches) {
        this.settings = settings;
        this.caches = caches;
    }

    /**
     * Joins; blocks for some seconds at most where no other node answers.
     *
     * @throws ClusterException where the others refuse this node, or its own settings cannot be used
     */
    public static Cluster join(ClusterSettings settings) {
        Reachability.check(settings);
        DefaultCacheManager caches = caches(settings);
        try {
            caches.start();
            return new Cluster(settings, caches);
        } catch (EmbeddedCacheManagerStartupException e) {
            caches.stop();
            throw new ClusterException(
                    "this node could not join the cluster at "
                            + settings.address().getHostAddress() + ":" + settings.port() + ": "
                            + ClusterException.innermost(e),
                    e);
        }
    }

    /** What the event bus needs to reach the other nodes. */
    public EventBusOptions busOptions() {
        EventBusOptions options = new EventBusOptions()
                .setHost(settings.address().getHostAddress())
                .setPort(settings.busPort())
                .setClusterPingInterval(PING_MS)
                .setClusterPingReplyInterval(PONG_MS)
                .setConnectTimeout(CONNECT_MS);
        settings.tls().ifPresent(tls -> tls.protect(options));
        return options;
    }

    /** Vert.x with the event bus of all nodes. */
    public Future<Vertx> vertx(VertxBuilder builder) {
        return builder.withClusterManager(new MendingClusterManager(caches)).buildClustered();
    }

    /** The name of this node among the others, new at each start. */
    public String node() {
        return caches.getNodeAddress();
    }

    /** The names of all nodes that are in the cluster now, this one included. */
    public List<String> members() {
        return caches.getMembers().stream().map(Object::toString).toList();
    }

    /** What the members speak over. */
    JChannel channel() {
        return ((JGroupsTransport) GlobalComponentRegistry.componentOf(caches, Transport.class)).getChannel();
    }

    @Override
    public void close() throws IOException {
        caches.close();
    }

    private static DefaultCacheManager caches(ClusterSettings settings) {
        ConfigurationBuilderHolder all = new ConfigurationBuilderHolder();
        GlobalConfigurationBuilder global = all.getGlobalConfigurationBuilder().clusteredDefault();
        global.transport()
                .transport(new JGroupsTransport(ProtocolStack.channel(settings, NAME)))
                .clusterName(NAME);
        global.metrics().gauges(false).histograms(false).jmx().disable();
        // The names are vertx-infinispan's, as its own default-infinispan.xml defines them.
        for (String replicated : List.of("__vertx.subs", "__vertx.haInfo", "__vertx.nodeInfo")) {
            configure(all.newConfigurationBuilder(replicated), CacheMode.REPL_SYNC);
        }
        configure(all.newConfigurationBuilder("__vertx.distributed.cache.configuration"), CacheMode.DIST_SYNC);
        return new DefaultCacheManager(all, false);
    }

    /**
     * After a merge all copies are made the same. Without a policy they are not compared, and a node may go on with what none of the
     * others has (Infinispan's guide, "Handling cluster partitions").
     */
    private static void configure(ConfigurationBuilder cache, CacheMode mode) {
        cache.clustering()
                .cacheMode(mode)
                .remoteTimeout(REMOTE_TIMEOUT_MS)
                .partitionHandling()
                .mergePolicy(MergePolicy.PREFERRED_NON_NULL);
    }
}
