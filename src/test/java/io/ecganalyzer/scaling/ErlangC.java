package io.ecganalyzer.scaling;

/**
 * The queue with Poisson arrivals, exponential service and c equal servers, M/M/c, in closed form (Kleinrock, Queueing Systems I, 1975,
 * section 3.5): what the simulation is held to.
 */
record ErlangC(double arrivalsPerSecond, double serviceSeconds, int servers) {
    /** Work that arrives for each second, in servers. */
    double offered() {
        return arrivalsPerSecond * serviceSeconds;
    }

    /** The share of arrivals that find every server busy. */
    double probabilityOfWaiting() {
        double load = offered();
        if (load >= servers) {
            return 1;
        }
        // Erlang B by its recursion, which does not overflow; then C from B.
        double blocked = 1;
        for (int n = 1; n <= servers; n++) {
            blocked = load * blocked / (n + load * blocked);
        }
        return servers * blocked / (servers - load * (1 - blocked));
    }

    /** Seconds, of all arrivals. */
    double meanWait() {
        return probabilityOfWaiting() * serviceSeconds / (servers - offered());
    }

    /** Arrivals that wait, on average (Little's law). */
    double meanQueue() {
        return arrivalsPerSecond * meanWait();
    }

    /** The wait that the share {@code p} of arrivals does not exceed, in seconds; 0 where so many do not wait at all. */
    double waitQuantile(double p) {
        double waiting = probabilityOfWaiting();
        return p <= 1 - waiting ? 0 : StrictMath.log(waiting / (1 - p)) * serviceSeconds / (servers - offered());
    }

    /** The fewest servers with which the share {@code p} of arrivals waits {@code seconds} at most. */
    static int serversFor(double arrivalsPerSecond, double serviceSeconds, double p, double seconds) {
        int servers = (int) Math.floor(arrivalsPerSecond * serviceSeconds) + 1;
        while (new ErlangC(arrivalsPerSecond, serviceSeconds, servers).waitQuantile(p) > seconds) {
            servers++;
        }
        return servers;
    }
}
