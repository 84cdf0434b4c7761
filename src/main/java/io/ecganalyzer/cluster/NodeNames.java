package io.ecganalyzer.cluster;

import java.net.InetSocketAddress;
import javax.naming.NamingException;
import org.jgroups.protocols.dns.AddressedDNSResolver;
import org.jgroups.protocols.dns.DNSResolver;
import org.jgroups.protocols.dns.DefaultDNSResolver;

/** Finds the addresses that a name has. */
final class NodeNames {
    /** The JDK's, as in JGroups' own DNS_PING. */
    private static final String FACTORY = "com.sun.jndi.dns.DnsContextFactory";

    private NodeNames() {}

    /** Asks the server, each time anew, where one is named; else as Java looks up any name, which remembers for 30 s. */
    static DNSResolver of(ClusterSettings.Discovery.Dns dns) {
        try {
            return dns.server().isPresent()
                    ? new AddressedDNSResolver(FACTORY, authority(dns.server().get()))
                    : new DefaultDNSResolver(FACTORY, "");
        } catch (NamingException e) {
            throw new ClusterException("names cannot be looked up: " + ClusterException.innermost(e), e);
        }
    }

    /** As it stands in a URL (RFC 3986, 3.2). */
    private static String authority(InetSocketAddress server) {
        String host = server.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + server.getPort();
    }
}
