package io.ecganalyzer.fault.plugin;

import io.ecganalyzer.analysis.AnalysisInput;
import io.ecganalyzer.analysis.Analyzer;
import io.ecganalyzer.analysis.AnalyzerInfo;
import io.ecganalyzer.analysis.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Analyzers that do what an analyzer should not, as an operator may add them by a jar. */
public final class PoisonAnalyzers {
    private PoisonAnalyzers() {}

    /** Of all of them, had they one. */
    public record Measurement(@Measured("a number") int number) {}

    private abstract static class Poison implements Analyzer {
        private final AnalyzerInfo info;

        Poison(String name) {
            info = new AnalyzerInfo(
                    name, "1.0.0", name, "Of the fault suite.", Set.of(), List.of(), List.of(), Measurement.class);
        }

        @Override
        public AnalyzerInfo info() {
            return info;
        }
    }

    /** Throws. */
    public static final class Throwing extends Poison {
        public Throwing() {
            super("throwing");
        }

        @Override
        public Record analyze(AnalysisInput input) {
            throw new IllegalStateException("poison");
        }
    }

    /** Never ends, whoever interrupts it. */
    public static final class Endless extends Poison {
        public Endless() {
            super("endless");
        }

        @Override
        public Record analyze(AnalysisInput input) {
            int number = 0;
            while (number >= 0) {
                number = (number + 1) & Integer.MAX_VALUE;
            }
            return new Measurement(number);
        }
    }

    /** Fills its memory. */
    public static final class Hungry extends Poison {
        public Hungry() {
            super("hungry");
        }

        @Override
        public Record analyze(AnalysisInput input) {
            List<long[]> all = new ArrayList<>();
            while (all.size() < Integer.MAX_VALUE) {
                all.add(new long[1 << 20]);
            }
            return new Measurement(all.size());
        }
    }

    /** Ends its process. */
    public static final class Exiting extends Poison {
        public Exiting() {
            super("exiting");
        }

        @Override
        public Record analyze(AnalysisInput input) {
            System.exit(1);
            return new Measurement(1);
        }
    }

    /** Does what it should, and talks where it should not. */
    public static final class Talkative extends Poison {
        public Talkative() {
            super("talkative");
        }

        @Override
        public Record analyze(AnalysisInput input) {
            System.out.println("an analyzer that prints");
            return new Measurement(input.ecg().leads().size());
        }
    }
}
