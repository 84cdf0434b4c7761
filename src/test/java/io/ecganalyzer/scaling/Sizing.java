package io.ecganalyzer.scaling;

/**
 * What a number of ECGs a day takes, by calculation from what one costs. The sizes of machines are assumptions, and stand here.
 *
 * @param day its arrivals
 * @param cost of one ECG
 */
record Sizing(Day day, Measured cost) {
    static final int API_CORES = 2;
    static final int ANALYZER_CORES = 8;
    static final int DATABASE_CORES = 16;

    /** A database that is busier at its peak has no room for vacuum, backup and a slow disk. */
    static final double DATABASE_SHARE = 0.6;

    /** What one PostgreSQL writes on local NVMe, log and tables together, and still answers. */
    static final double DATABASE_BYTES_PER_SECOND = 500e6;

    /** What one server keeps that can still be backed up in a night at 2 GB/s. */
    static final double DATABASE_BYTES = 60e12;

    /** A table of a month that vacuum and an index build still get through; beyond, it is days instead of months. */
    static final double MONTH_BYTES = 10e12;

    private static final double MILLIS = 1e-3;
    private static final double DAYS_A_YEAR = 365;
    private static final double DAYS_A_MONTH = 30;

    /** Each ECG's table pages are written at least once after the log. */
    private double writtenBytes() {
        return cost.storedBytes() + cost.logBytes();
    }

    double apiSeconds() {
        return cost.apiCpuMs() * MILLIS;
    }

    double analyzerSeconds() {
        return cost.analyzerCpuMs() * MILLIS;
    }

    double databaseSeconds() {
        return cost.databaseCpuMs() * MILLIS;
    }

    /** Cores so that 99 of 100 requests wait less than 50 ms for one at the peak. */
    int apiCores() {
        return ErlangC.serversFor(day.peak(), apiSeconds(), 0.99, 0.05);
    }

    /** Cores so that 99 of 100 analyses begin within a second at the peak. */
    int analyzerCores() {
        return ErlangC.serversFor(day.peak(), analyzerSeconds(), 0.99, 1);
    }

    int apiNodes() {
        return ceil((double) apiCores() / API_CORES);
    }

    int analyzerNodes() {
        return ceil((double) analyzerCores() / ANALYZER_CORES);
    }

    double databaseCores() {
        return day.peak() * databaseSeconds();
    }

    double databaseServersByCpu() {
        return databaseCores() / (DATABASE_CORES * DATABASE_SHARE);
    }

    double databaseServersByWriting() {
        return day.peak() * writtenBytes() / DATABASE_BYTES_PER_SECOND;
    }

    /** For one year's ECGs. */
    double databaseServersByStorage() {
        return bytesAYear() / DATABASE_BYTES;
    }

    int databaseServers() {
        return ceil(Math.max(databaseServersByStorage(), Math.max(databaseServersByCpu(), databaseServersByWriting())));
    }

    double bytesAYear() {
        return day.ecgs() * DAYS_A_YEAR * cost.storedBytes();
    }

    double bytesAMonth() {
        return day.ecgs() * DAYS_A_MONTH * cost.storedBytes();
    }

    /** Queues, each with one leader, behind a consistent-hash exchange where there are several. */
    int queues() {
        return ceil(day.peak() / cost.publishedPerSecond());
    }

    /** ECGs a day at which a part of the given need for each ECG a second at the peak is used up. */
    static double dayOf(double perSecondAtPeak) {
        return perSecondAtPeak / Day.PEAK * Day.SECONDS;
    }

    private static int ceil(double value) {
        return (int) Math.max(1, Math.ceil(value - 1e-9));
    }
}
