package io.ecganalyzer.scaling;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/**
 * A discrete-event simulation of stations one after the other, each with equal servers and one queue, first come first served.
 *
 * <pre>
 *   arrivals (Poisson, at a rate that changes) ─▶ station 1 ─▶ station 2 ─▶ ... ─▶ gone
 * </pre>
 *
 * <p>The same seed gives the same run, on every machine (StrictMath). Nothing here knows what a station stands for.
 */
final class Simulation {
    /** How the time at a station varies about its mean. */
    enum Spread {
        /** Always the mean, as an analysis of equal ECGs. */
        NONE,
        /** Exponential: as varied as work usually is at most, and what has closed formulas. */
        EXPONENTIAL
    }

    /** A station: servers that each take {@code meanSeconds} for one. */
    record Station(String name, int servers, double meanSeconds, Spread spread) {}

    /**
     * What happened at a station.
     *
     * @param meanWait seconds, of all that were served
     * @param wait99 what 99 of 100 did not exceed, in seconds
     * @param meanQueue that wait, over the time of the run
     * @param longestQueue at any time
     * @param busy the share of its servers' time in use
     * @param queueAt that wait, at equal intervals over the run
     */
    record Seen(
            String name,
            double meanWait,
            double wait99,
            double meanQueue,
            int longestQueue,
            double busy,
            int[] queueAt) {}

    private record Event(double at, long order, int station, boolean arrives, double since) {}

    private final List<Place> places = new ArrayList<>();
    private final SplittableRandom random;
    private final PriorityQueue<Event> events = new PriorityQueue<>(
            (a, b) -> a.at() != b.at() ? Double.compare(a.at(), b.at()) : Long.compare(a.order(), b.order()));
    private long order;

    private Simulation(List<Station> stations, double seconds, int samples, long seed) {
        random = new SplittableRandom(seed);
        stations.forEach(station -> places.add(new Place(station, seconds, samples)));
    }

    /**
     * Runs it.
     *
     * @param rate arrivals a second at a time
     * @param highest no rate is above this
     * @param seconds arrivals end then; who is there is not waited for
     * @param samples of the queues' lengths
     */
    static List<Seen> run(
            List<Station> stations, DoubleUnaryOperator rate, double highest, double seconds, int samples, long seed) {
        Simulation simulation = new Simulation(stations, seconds, samples, seed);
        simulation.arrivals(rate, highest, seconds);
        return simulation.places.stream().map(Place::seen).toList();
    }

    /** Thinning (Lewis and Shedler 1979): arrivals at the highest rate, of which each stays with its time's share of it. */
    private void arrivals(DoubleUnaryOperator rate, double highest, double seconds) {
        double next = exponential(1 / highest);
        while (next < seconds) {
            while (!events.isEmpty() && events.peek().at() <= next) {
                happen(events.poll());
            }
            if (random.nextDouble() * highest < rate.applyAsDouble(next)) {
                happen(new Event(next, order++, 0, true, next));
            }
            next += exponential(1 / highest);
        }
        while (!events.isEmpty() && events.peek().at() < seconds) {
            happen(events.poll());
        }
        places.forEach(place -> place.passTo(seconds));
    }

    private void happen(Event event) {
        Place place = places.get(event.station());
        place.passTo(event.at());
        if (event.arrives()) {
            place.waiting.add(event.at());
        } else {
            place.inUse--;
            if (event.station() + 1 < places.size()) {
                happen(new Event(event.at(), order++, event.station() + 1, true, event.at()));
            }
        }
        while (place.inUse < place.station.servers() && !place.waiting.isEmpty()) {
            place.begin(event.at());
            events.add(new Event(event.at() + duration(place.station), order++, event.station(), false, event.at()));
        }
    }

    private double duration(Station station) {
        return station.spread() == Spread.NONE ? station.meanSeconds() : exponential(station.meanSeconds());
    }

    private double exponential(double mean) {
        return -StrictMath.log(1 - random.nextDouble()) * mean;
    }

    /** A station with who is there. */
    private static final class Place {
        private final Station station;
        private final double seconds;
        private final Waiting waiting = new Waiting();
        private final Quantile waits = new Quantile();
        private final int[] queueAt;
        private int inUse;
        private int longest;
        private int sampled;
        private double now;
        private double queued;
        private double used;

        private Place(Station station, double seconds, int samples) {
            this.station = station;
            this.seconds = seconds;
            this.queueAt = new int[samples];
        }

        private void begin(double at) {
            waits.add(at - waiting.remove());
            inUse++;
        }

        /** Time passes with the queue as it is. */
        private void passTo(double at) {
            queued += waiting.size() * (at - now);
            used += inUse * (at - now);
            longest = Math.max(longest, waiting.size());
            while (sampled < queueAt.length && (sampled + 0.5) * seconds / queueAt.length <= at) {
                queueAt[sampled++] = waiting.size();
            }
            now = at;
        }

        private Seen seen() {
            return new Seen(
                    station.name(),
                    waits.mean(),
                    waits.quantile(0.99),
                    queued / seconds,
                    longest,
                    used / seconds / station.servers(),
                    queueAt);
        }
    }
}
