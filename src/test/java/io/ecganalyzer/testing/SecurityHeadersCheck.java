package io.ecganalyzer.testing;

import java.util.List;

/** Holds an answer of the API to the security headers that each of them has. */
public final class SecurityHeadersCheck {
    private SecurityHeadersCheck() {}

    public static void check(Answer answer) {
        expect(answer, "X-Content-Type-Options", "nosniff");
        expect(answer, "X-Frame-Options", "DENY");
        expect(answer, "Referrer-Policy", "no-referrer");
        expect(answer, "Cross-Origin-Resource-Policy", "same-origin");
        String policy = answer.header("Content-Security-Policy").orElse("");
        for (String directive :
                List.of("default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'")) {
            if (!policy.contains(directive + ";")) {
                throw new AssertionError("the policy lacks " + directive + ": " + answer);
            }
        }
    }

    private static void expect(Answer answer, String header, String value) {
        if (!answer.header(header).orElse("").equals(value)) {
            throw new AssertionError("lacks " + header + ": " + value + ": " + answer);
        }
    }
}
