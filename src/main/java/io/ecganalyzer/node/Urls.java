package io.ecganalyzer.node;

/** Writes addresses as URLs. */
final class Urls {
    private Urls() {}

    /** How this machine reaches a server; one that listens on all addresses it reaches on loopback. */
    static String reachable(String scheme, String host, int port) {
        return scheme + "://" + (isAny(host) ? "127.0.0.1" : bracketed(host)) + ":" + port;
    }

    private static boolean isAny(String host) {
        return host.equals("0.0.0.0") || host.equals("::");
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
