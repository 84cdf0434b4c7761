package io.ecganalyzer.scaling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ecganalyzer.scaling.Simulation.Seen;
import io.ecganalyzer.scaling.Simulation.Spread;
import io.ecganalyzer.scaling.Simulation.Station;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulationTest {
    private static final double ARRIVALS = 400_000;

    @ParameterizedTest
    @CsvSource({"1, 0.5", "1, 0.8", "2, 0.7", "4, 0.9", "16, 0.85", "64, 0.85"})
    void queuesAreAsErlangSays(int servers, double utilisation) {
        double service = 0.25;
        ErlangC exact = new ErlangC(utilisation * servers / service, service, servers);
        Seen seen = steady(
                        List.of(new Station("s", servers, service, Spread.EXPONENTIAL)), exact.arrivalsPerSecond(), 1)
                .get(0);
        assertEquals(exact.meanWait(), seen.meanWait(), 0.06 * exact.meanWait());
        assertEquals(exact.meanQueue(), seen.meanQueue(), 0.06 * exact.meanQueue());
        assertEquals(exact.waitQuantile(0.99), seen.wait99(), 0.1 * exact.waitQuantile(0.99));
        assertEquals(utilisation, seen.busy(), 0.01);
    }

    /** Erlang's own table: 2 servers, 1 erlang, a third of the arrivals wait. */
    @Test
    void theFormulaIsErlangs() {
        assertEquals(1 / 3.0, new ErlangC(1, 1, 2).probabilityOfWaiting(), 1e-12);
        assertEquals(0.5, new ErlangC(0.5, 1, 1).probabilityOfWaiting(), 1e-12);
        assertEquals(1, new ErlangC(3, 1, 2).probabilityOfWaiting());
        assertEquals(2, ErlangC.serversFor(1, 1, 0.6, 0));
    }

    /** Pollaczek and Khinchine: without spread, one server's queue is half as long. */
    @Test
    void timesWithoutSpreadHalveTheWait() {
        Seen seen = steady(List.of(new Station("s", 1, 1, Spread.NONE)), 0.8, 2).get(0);
        assertEquals(0.8 / (2 * (1 - 0.8)), seen.meanWait(), 0.1);
    }

    /** Burke: what leaves such a station arrives at the next as at random as at the first. */
    @Test
    void aStationBehindAnotherSeesTheSameArrivals() {
        Station station = new Station("s", 3, 1, Spread.EXPONENTIAL);
        double expected = new ErlangC(2.4, 1, 3).meanWait();
        steady(List.of(station, station, station), 2.4, 3)
                .forEach(seen -> assertEquals(expected, seen.meanWait(), 0.08 * expected));
    }

    @Test
    void theSameSeedIsTheSameRun() {
        List<Station> stations = List.of(new Station("s", 2, 1, Spread.EXPONENTIAL));
        assertArrayEquals(
                steady(stations, 1.8, 7).get(0).queueAt(),
                steady(stations, 1.8, 7).get(0).queueAt());
        assertNotEquals(
                steady(stations, 1.8, 7).get(0).meanWait(),
                steady(stations, 1.8, 8).get(0).meanWait());
    }

    /** Too few servers: what comes too much waits, all of it. */
    @Test
    void anOverloadedStationKeepsWhatItCannotServe() {
        Seen seen = Simulation.run(List.of(new Station("s", 1, 1, Spread.NONE)), at -> 2, 2, 10_000, 10, 5)
                .get(0);
        assertEquals(10_000, seen.longestQueue(), 300);
        assertEquals(1, seen.busy(), 0.001);
    }

    @Test
    void aDayHasItsMeanAndItsPeak() {
        Day day = new Day(1_000_000);
        double sum =
                IntStream.range(0, (int) Day.SECONDS).mapToDouble(day::rate).sum();
        assertEquals(1_000_000, sum, 2_000);
        assertEquals(5 * day.mean(), day.rate(Day.PEAK_AT), 1e-9);
        assertTrue(IntStream.range(0, (int) Day.SECONDS).allMatch(second -> day.rate(second) <= day.peak()));
    }

    private static List<Seen> steady(List<Station> stations, double arrivalsPerSecond, long seed) {
        return Simulation.run(
                stations, at -> arrivalsPerSecond, arrivalsPerSecond, ARRIVALS / arrivalsPerSecond, 100, seed);
    }
}
