package io.ecganalyzer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {
    private static final ClientAddress BEHIND_PROXIES =
            new ClientAddress(List.of("10.0.0.0/8", "192.0.2.7", "2001:db8:1::/48"));

    @Test
    void withoutTrustedProxiesNobodyIsBelieved() {
        assertEquals("10.1.2.3", new ClientAddress(List.of()).of("10.1.2.3", "203.0.113.9"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.1.2.3        | 203.0.113.9                          | 203.0.113.9",
                "10.1.2.3        | ''                                   | 10.1.2.3",
                // A peer that is no proxy of ours may claim what it likes.
                "198.51.100.4    | 203.0.113.9                          | 198.51.100.4",
                // What the client itself sent stands before what the proxy added.
                "10.1.2.3        | 192.0.2.66, 203.0.113.9              | 203.0.113.9",
                "10.1.2.3        | 10.9.9.9, 203.0.113.9, 10.4.4.4      | 203.0.113.9",
                "192.0.2.7       | 203.0.113.9                          | 203.0.113.9",
                "192.0.2.8       | 203.0.113.9                          | 192.0.2.8",
                "10.1.2.3        | 10.4.4.4                             | 10.4.4.4",
                "10.1.2.3        | 203.0.113.9:4711                     | 203.0.113.9",
                "2001:db8:1:2::3 | [2001:db8:9::1]:4711                 | 2001:db8:9::1",
                "2001:db8:2::3   | 203.0.113.9                          | 2001:db8:2::3",
                "10.1.2.3        | unknown                              | 10.1.2.3",
                "10.1.2.3        | 203.0.113.9, garbage, 10.4.4.4       | 10.4.4.4",
            })
    void theLastHopThatIsNoProxyOfOursIsTheClient(String peer, String forwarded, String client) {
        assertEquals(client, BEHIND_PROXIES.of(peer, forwarded));
    }
}
