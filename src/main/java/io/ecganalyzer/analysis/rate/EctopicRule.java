package io.ecganalyzer.analysis.rate;

import io.ecganalyzer.analysis.Parameter;
import java.util.Arrays;
import java.util.Map;

/** Which RR intervals are no NN intervals, told from their lengths alone. */
public enum EctopicRule {
    /** More than 20 % off the median of the last five NN intervals: {@link FifthOff}. */
    LOCAL_MEDIAN("local_median") {
        @Override
        public RrKind[] classify(RrIntervals intervals) {
            return new FifthOff(intervals, 5).classify();
        }
    },
    /** More than 20 % off the last NN interval: {@link FifthOff}. */
    MALIK("malik") {
        @Override
        public RrKind[] classify(RrIntervals intervals) {
            return new FifthOff(intervals, 1).classify();
        }
    },
    /** Thresholds that follow the variability around each beat: {@link LipponenTarvainen}. */
    LIPPONEN_TARVAINEN("lipponen_tarvainen") {
        @Override
        public RrKind[] classify(RrIntervals intervals) {
            return new LipponenTarvainen(intervals).classify();
        }
    },
    /** Every RR interval is taken for an NN interval. */
    NONE("none") {
        @Override
        public RrKind[] classify(RrIntervals intervals) {
            RrKind[] kinds = new RrKind[intervals.count()];
            Arrays.fill(kinds, RrKind.NORMAL);
            return kinds;
        }
    };

    /** The parameter of analyzers that need NN intervals. */
    public static final Parameter PARAMETER = Parameter.choice(
            "ectopic_rule",
            "how RR intervals of ectopic or wrongly detected beats are told from NN intervals: local_median (more than 20 % off the"
                    + " median of the last five NN intervals), malik (more than 20 % off the last NN interval), lipponen_tarvainen"
                    + " (2019, thresholds that follow the variability) or none",
            LOCAL_MEDIAN.wireName,
            MALIK.wireName,
            LIPPONEN_TARVAINEN.wireName,
            NONE.wireName);

    private final String wireName;

    EctopicRule(String wireName) {
        this.wireName = wireName;
    }

    /** The rule that the parameters of an analyzer name. */
    public static EctopicRule in(Map<String, Object> parameters) {
        Object name = parameters.get(PARAMETER.name());
        return Arrays.stream(values())
                .filter(rule -> rule.wireName.equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What each interval is taken for. */
    public abstract RrKind[] classify(RrIntervals intervals);

    /** The NN intervals among the RR intervals. */
    public RrIntervals normal(RrIntervals intervals) {
        return normal(intervals, classify(intervals));
    }

    static RrIntervals normal(RrIntervals intervals, RrKind[] kinds) {
        boolean[] kept = new boolean[kinds.length];
        for (int i = 0; i < kinds.length; i++) {
            kept[i] = kinds[i] == RrKind.NORMAL;
        }
        return intervals.only(kept);
    }
}
