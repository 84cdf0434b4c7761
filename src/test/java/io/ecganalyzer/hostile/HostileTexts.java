package io.ecganalyzer.hostile;

import java.util.List;

/** Texts that broke other programs: SQL, markup, templates, paths, and the corners of Unicode. */
final class HostileTexts {
    static final String SCRIPT = "<script>alert('ecg')</script>";

    static final List<String> SQL = List.of(
            "' OR '1'='1",
            "'; DROP TABLE ecg; --",
            "1); DELETE FROM app_user; --",
            "\\'; SELECT pg_sleep(10); --",
            "$$; COPY ecg TO '/tmp/stolen' $$",
            "ada' UNION SELECT password_hash FROM users --",
            "%' AND 1=0 --");

    static final List<String> MARKUP = List.of(
            SCRIPT,
            "\"><img src=x onerror=alert(1)>",
            "<svg/onload=alert(1)>",
            "javascript:alert(1)",
            "</title><script>alert(1)</script>",
            "&lt;b&gt;&#x3c;script&#x3e;");

    static final List<String> OTHERS = List.of(
            "",
            " ",
            ".",
            "..",
            "../../etc/passwd",
            "..%2f..%2fetc%2fpasswd",
            "${jndi:ldap://127.0.0.1/a}",
            "#{7*7}",
            "{{7*7}}",
            "%s%n%x",
            "a\u0000b",
            "\u202Eevil",
            "\uFEFF",
            "\uD83D\uDE00",
            "é",
            "e\u0301",
            "İıſK",
            "-1",
            "1e400",
            "NaN",
            "null",
            "true",
            "0x10",
            "2147483648",
            "99999999999999999999",
            "a".repeat(65),
            "a".repeat(300),
            "00000000-0000-0000-0000-000000000000",
            "0b6c7c9e-3b1f-4f6e-9d52-6c2a4e1f7a10 ",
            "9999-12-31T23:59:59.999999999+14:00",
            "0000-00-00T00:00:00Z",
            "2016-12-31T23:59:60Z");

    private HostileTexts() {}
}
