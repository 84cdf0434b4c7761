package io.ecganalyzer.ecg;

import java.util.Locale;

/**
 * Where an ECG stands on its way.
 *
 * <pre>
 *            claim                 results stored
 *   QUEUED ────────▶ RUNNING ─────────────────────▶ DONE
 *      ▲                │
 *      │ transient      │ permanent, or the last attempt
 *      └────────────────┴────────────────────────▶ FAILED
 * </pre>
 */
public enum EcgStatus {
    QUEUED,
    RUNNING,
    DONE,
    FAILED;

    /** As the contract and the database spell it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing will change any more. */
    public boolean isFinal() {
        return this == DONE || this == FAILED;
    }

    /** The status of that wire name. */
    public static EcgStatus ofWireName(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
