package io.ecganalyzer.analysis.crossings;

import io.ecganalyzer.analysis.Parameter;
import java.util.Map;

/** What a zero between two signs does. */
enum Policy {
    /** Two neighbours of opposite sign are a crossing; a zero between them ends the neighbourhood. */
    ADJACENT("adjacent"),
    /** Zeros are left out before neighbours are looked at. */
    SKIP_ZEROS("skip_zeros");

    static final Parameter PARAMETER = Parameter.choice(
            "policy",
            "adjacent: two neighbouring samples must have opposite signs, so a zero between them is no crossing;"
                    + " skip_zeros: zeros are left out before counting",
            ADJACENT.wireName,
            SKIP_ZEROS.wireName);

    private final String wireName;

    Policy(String wireName) {
        this.wireName = wireName;
    }

    static Policy in(Map<String, Object> parameters) {
        return SKIP_ZEROS.wireName.equals(parameters.get(PARAMETER.name())) ? SKIP_ZEROS : ADJACENT;
    }
}
