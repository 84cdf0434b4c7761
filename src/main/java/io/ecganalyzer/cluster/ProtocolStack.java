package io.ecganalyzer.cluster;

import java.util.ArrayList;
import java.util.List;
import org.jgroups.JChannel;
import org.jgroups.protocols.AUTH;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.MFC;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.UFC;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.dns.DNS_PING;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.stack.Protocol;

/**
 * JGroups over TCP alone: no multicast anywhere. From the wire upwards, after Infinispan's own stack for TCP.
 *
 * <p>Found dead are: a process that ended, by its closed socket, at once; a machine or a network that fell silent, and a process that
 * is frozen, within {@link #SILENCE_MS} and a little more. What was apart finds together within {@link #MERGE_MAX_MS}.
 */
final class ProtocolStack {
    /** Longer than a collector or a loaded machine halts a node, short enough that its share of the hints is not missed for long. */
    private static final long SILENCE_MS = 8_000;

    private static final long HEARTBEAT_MS = 2_000;
    private static final long VERIFY_MS = 1_500;
    private static final long MERGE_MIN_MS = 1_000;
    private static final long MERGE_MAX_MS = 5_000;
    private static final long JOIN_MS = 2_000;
    private static final int CONNECT_MS = 1_000;

    private ProtocolStack() {}

    /** A channel that is not connected yet. */
    static JChannel channel(ClusterSettings settings, String cluster) {
        List<Protocol> protocols = new ArrayList<>();
        protocols.add(transport(settings));
        protocols.add(discovery(settings));
        protocols.add(new MERGE3().setMinInterval(MERGE_MIN_MS).setMaxInterval(MERGE_MAX_MS));
        protocols.add(new FD_SOCK2()
                .setBindAddress(settings.address())
                .setOffset(settings.detectorOffset())
                .setPortRange(0));
        protocols.add(new FD_ALL3().setTimeout(SILENCE_MS).setInterval(HEARTBEAT_MS));
        protocols.add(new VERIFY_SUSPECT2().setTimeout(VERIFY_MS));
        // A lost last message of a burst is asked for at once and not with the next one.
        protocols.add(new NAKACK2().useMcastXmit(false).resendLastSeqno(true));
        protocols.add(new UNICAST3());
        protocols.add(new STABLE());
        settings.secret().ifPresent(secret -> protocols.add(new AUTH().setAuthToken(new SecretToken(secret, cluster))));
        protocols.add(new GMS().printLocalAddress(false).setJoinTimeout(JOIN_MS));
        protocols.add(new UFC());
        protocols.add(new MFC());
        protocols.add(new FRAG4());
        try {
            return new JChannel(protocols);
        } catch (Exception e) {
            throw new ClusterException("the cluster's protocols: " + ClusterException.innermost(e), e);
        }
    }

    private static TCP transport(ClusterSettings settings) {
        TCP tcp = new TCP();
        tcp.setSockConnTimeout(CONNECT_MS);
        // One port and no search for a free one: others, and firewalls, have to know it.
        tcp.setBindAddress(settings.address()).setBindPort(settings.port()).setPortRange(0);
        settings.tls().ifPresent(tls -> tcp.setSocketFactory(tls.socketFactory()));
        return tcp;
    }

    private static Protocol discovery(ClusterSettings settings) {
        if (settings.discovery() instanceof ClusterSettings.Discovery.Dns dns) {
            return new DNS_PING()
                    .setDNSResolver(NodeNames.of(dns))
                    .setDNSQuery(dns.name())
                    .returnEntireCache(true);
        }
        ClusterSettings.Discovery.Hosts hosts = (ClusterSettings.Discovery.Hosts) settings.discovery();
        // Who is asked tells of all it knows. Told of itself alone, a node that is named none but another than the
        // coordinator cannot join.
        return new TCPPING().setInitialHosts(hosts.addresses()).setPortRange(0).returnEntireCache(true);
    }
}
