package io.ecganalyzer.bench;

import io.ecganalyzer.analysis.Analysis;
import io.ecganalyzer.analysis.AnalyzerRegistry;
import io.ecganalyzer.analysis.Execution;
import io.ecganalyzer.analysis.InvalidChoiceException;
import io.ecganalyzer.analysis.Selection;
import io.ecganalyzer.analysis.SideBySide;
import io.ecganalyzer.cli.CommandException;
import io.ecganalyzer.ecg.Ecg;
import io.ecganalyzer.ecg.Lead;
import io.ecganalyzer.synthetic.DynamicalModel;
import io.ecganalyzer.synthetic.DynamicalModelSettings;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ecg bench day}: how long a day's recording takes, and in how much memory. */
@Command(
        name = "day",
        mixinStandardHelpOptions = true,
        description = {
            "Runs all analyzers over 24 hours of three leads at 250 Hz, and prints the time and the memory that it took; on one thread, or with"
                    + " the segments of the detector side by side on several. The processor time is then that of the whole process.",
            "The heap is what Java is given: ECG_JAVA_OPTIONS=-Xmx400m ./ecg bench day"
        })
final class DayCommand implements Callable<Integer> {
    private static final int SAMPLING_RATE_HZ = 250;
    private static final int LEADS = 3;
    private static final double PATTERN_SECONDS = 600;

    @Spec
    private CommandSpec spec;

    @Option(names = "--hours", description = "How long the recording is (default: ${DEFAULT-VALUE}).")
    private int hours = 24;

    @Option(names = "--runs", description = "How often; the first ones warm up (default: ${DEFAULT-VALUE}).")
    private int runs = 3;

    @Option(names = "--threads", description = "How many (default: ${DEFAULT-VALUE}).")
    private int threads = 1;

    @Override
    public Integer call() throws InvalidChoiceException {
        if (threads < 1 || hours < 1) {
            throw new CommandException("--threads and --hours must be at least 1");
        }
        PrintWriter out = spec.commandLine().getOut();
        AnalyzerRegistry registry = AnalyzerRegistry.load();
        Selection all = registry.select(List.of());
        Recording day = Recording.of(hours * 3600 * SAMPLING_RATE_HZ);
        try (SideBySide sideBySide = new SideBySide(threads)) {
            Execution execution = threads > 1 ? sideBySide : Execution.WHOLE;
            for (int run = 1; run <= runs; run++) {
                // Anew: a lead remembers what was found out about it.
                Ecg ecg = day.ecg();
                long cpu = cpuNanos();
                long wall = System.nanoTime();
                List<Analysis> analyses = registry.run(ecg, all, starting -> {}, execution);
                out.printf(
                        "run %d: %.2f s, %.2f s of processor time%n",
                        run, (System.nanoTime() - wall) / 1e9, (cpuNanos() - cpu) / 1e9);
                analyses.forEach(each -> out.printf("  %-20s %8.1f ms%n", each.analyzer(), each.durationNanos() / 1e6));
                out.flush();
            }
        }
        out.printf(
                "%d h of %d leads at %d Hz; heap at most %d MB, of %d MB%n",
                hours,
                LEADS,
                SAMPLING_RATE_HZ,
                peakHeap() >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
        return 0;
    }

    private long cpuNanos() {
        return threads > 1
                ? ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toNanos()
                : ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** The sum of the heap's parts at their highest, garbage included: more than was ever held at once, and no more than there is. */
    private static long peakHeap() {
        long peaks = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
        return Math.min(peaks, Runtime.getRuntime().maxMemory());
    }

    /** Ten minutes of the dynamical model over and over, each time a little larger or smaller. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Recording(Ecg pattern, short[][] leads) {
        static Recording of(int length) {
            Ecg pattern = DynamicalModel.record(
                            DynamicalModelSettings.PAPER.at(72, 4).of(SAMPLING_RATE_HZ, PATTERN_SECONDS))
                    .ecg();
            short[][] leads = new short[LEADS][length];
            for (int lead = 0; lead < LEADS; lead++) {
                int[] samples = pattern.leads().get(lead).samples();
                for (int i = 0; i < length; i++) {
                    int turn = i / samples.length;
                    leads[lead][i] = (short) (samples[i % samples.length] * (16 + turn % 5) / 16);
                }
            }
            return new Recording(pattern, leads);
        }

        Ecg ecg() {
            List<Lead> all = new ArrayList<>();
            for (int lead = 0; lead < LEADS; lead++) {
                Lead model = pattern.leads().get(lead);
                all.add(new Lead(model.name(), leads[lead], model.calibration()));
            }
            return new Ecg(pattern.samplingRateHz(), all);
        }
    }
}
