package io.ecganalyzer.bench.cluster;

import java.io.IOException;
import java.util.Optional;

/** Holds a process to a share of one processor, from {@link #of} until it is closed. */
public interface CpuShare extends AutoCloseable {
    /**
     * By a control group of Linux, or where this user may have none, by stopping the process whenever it has used its share.
     *
     * @param share of one processor, above 0; all threads of the process together
     */
    static CpuShare of(long pid, double share) throws IOException {
        Optional<CpuShare> group = ControlGroup.of(pid, share);
        return group.isPresent() ? group.get() : new DutyCycle(pid, share);
    }

    /** By what it is held, in words. */
    String means();

    /** The process may use what there is again. */
    @Override
    void close() throws IOException;
}
