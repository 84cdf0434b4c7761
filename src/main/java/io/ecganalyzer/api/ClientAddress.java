package io.ecganalyzer.api;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Whom a request comes from. Anybody can write anything into {@code X-Forwarded-For}, and each proxy adds at its end the address
 * that it sees. So the list is read from the end, for as long as who added the entry is trusted:
 *
 * <pre>
 *   X-Forwarded-For: what the client claims, the client, proxy 1      from proxy 2
 *                                            ▲ taken     └─trusted◀── trusted
 * </pre>
 */
final class ClientAddress {
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final List<IpSubnetFilterRule> trusted;

    /** @param trustedProxies addresses or networks, such as 10.0.0.0/8; with none the peer is always the client */
    ClientAddress(List<String> trustedProxies) {
        trusted = trustedProxies.stream().map(ClientAddress::rule).toList();
    }

    String of(HttpServerRequest request) {
        return of(
                request.remoteAddress().hostAddress(),
                String.join(",", request.headers().getAll(FORWARDED_FOR)));
    }

    /** @param forwarded the values of all such headers, in order, with commas between them */
    String of(String peer, String forwarded) {
        String[] hops = forwarded.split(",", -1);
        String client = peer;
        for (int i = hops.length - 1; i >= 0 && isTrusted(client); i--) {
            String hop = withoutPort(hops[i].strip());
            if (!isAddress(hop)) {
                break;
            }
            client = hop;
        }
        return client;
    }

    private boolean isTrusted(String address) {
        if (trusted.isEmpty() || !isAddress(address)) {
            return false;
        }
        var socket = new InetSocketAddress(NetUtil.createInetAddressFromIpAddressString(address), 0);
        return trusted.stream().anyMatch(rule -> rule.matches(socket));
    }

    /** Some proxies send 192.0.2.1:4711 or [2001:db8::1]:4711. */
    private static String withoutPort(String hop) {
        if (hop.startsWith("[")) {
            int end = hop.indexOf(']');
            return end < 0 ? hop : hop.substring(1, end);
        }
        int colon = hop.indexOf(':');
        return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }

    private static boolean isAddress(String text) {
        return NetUtil.isValidIpV4Address(text) || NetUtil.isValidIpV6Address(text);
    }

    private static IpSubnetFilterRule rule(String network) {
        String[] parts = network.split("/", 2);
        int all = parts[0].contains(":") ? 128 : 32;
        int prefix = parts.length == 2 ? Integer.parseInt(parts[1]) : all;
        return new IpSubnetFilterRule(parts[0], prefix, IpFilterRuleType.ACCEPT);
    }
}
