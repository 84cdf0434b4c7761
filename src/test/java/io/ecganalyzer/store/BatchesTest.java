package io.ecganalyzer.store;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What goes together and what becomes of it; each statement here ends when the test says so. */
final class BatchesTest {
    private static final Batches.Limits LIMITS = new Batches.Limits(1, 3, 100);

    private static final Batches.Limits TWO = new Batches.Limits(2, 3, 100);

    private final Recorded recorded = new Recorded();
    private final Batches<String, String> batches =
            new Batches<>(recorded, LIMITS, String::length, text -> text.substring(0, 1));

    @Test
    void aRequestAloneGoesAtOnceAndAlone() {
        Future<String> answer = batches.ask("a");
        recorded.endAll();
        assertEquals(List.of("one a"), recorded.statements);
        assertEquals("A", answer.result());
    }

    @Test
    void whatComesMeanwhileGoesTogether() {
        List<Future<String>> answers =
                List.of(batches.ask("a"), batches.ask("b"), batches.ask("c"), batches.ask("d"), batches.ask("e"));
        assertEquals(List.of("one a"), recorded.statements);
        recorded.endAll();
        assertEquals(List.of("one a", "many [b, c, d]", "one e"), recorded.statements);
        assertEquals(
                List.of("A", "B", "C", "D", "E"),
                answers.stream().map(Future::result).toList());
    }

    @Test
    void theBytesOfABatchAreBounded() {
        batches.ask("a");
        batches.ask("b" + "x".repeat(59));
        batches.ask("c" + "x".repeat(59));
        batches.ask("d");
        recorded.endAll();
        assertEquals(3, recorded.statements.size());
        assertEquals(List.of("one", "one", "many"), recorded.kinds());
    }

    @Test
    void whatFillsAStatementDoesNotWait() {
        Batches<String, String> two = new Batches<>(recorded, TWO, String::length, text -> text);
        two.ask("a");
        two.ask("b");
        two.ask("c");
        assertEquals(List.of("one a"), recorded.statements);
        two.ask("d");
        assertEquals(List.of("one a", "many [b, c, d]"), recorded.statements);
        two.ask("L" + "x".repeat(100));
        assertEquals(2, recorded.statements.size());
    }

    @Test
    void aPlaceThatIsFreeIsTaken() {
        Batches<String, String> two = new Batches<>(recorded, TWO, String::length, text -> text);
        two.ask("a");
        two.ask("b");
        two.ask("L" + "x".repeat(100));
        assertEquals(List.of("one a", "one b"), recorded.statements);
        recorded.endFirst();
        assertEquals(3, recorded.statements.size());
    }

    @Test
    void nobodyWaitsForAStatementThatTakesLong() {
        Vertx vertx = Vertx.vertx();
        try {
            Batches<String, String> two = new Batches<>(recorded, TWO, String::length, text -> text);
            vertx.runOnContext(go -> {
                two.ask("stuck");
                vertx.runOnContext(later -> two.ask("b"));
            });
            await().until(() -> recorded.statements.equals(List.of("one stuck", "one b")));
        } finally {
            vertx.close().await();
        }
    }

    @Test
    void whatIsAskedForInOneTurnOfAnEventLoopGoesTogether() {
        Vertx vertx = Vertx.vertx();
        try {
            vertx.runOnContext(go -> {
                batches.ask("a");
                batches.ask("b");
                batches.ask("c");
            });
            await().until(() -> recorded.statements.equals(List.of("many [a, b, c]")));
        } finally {
            vertx.close().await();
        }
    }

    @Test
    void twoOfOneKeyNeverGoTogether() {
        batches.ask("a");
        batches.ask("b1");
        batches.ask("b2");
        recorded.endAll();
        assertEquals(List.of("one a", "one b1", "one b2"), recorded.statements);
    }

    @Test
    void whatABatchCannotDecideIsAskedAlone() {
        batches.ask("a");
        Future<String> undecided = batches.ask("?");
        Future<String> decided = batches.ask("b");
        recorded.endAll();
        assertEquals(List.of("one a", "many [?, b]", "one ?"), recorded.statements);
        assertEquals("?", undecided.result());
        assertEquals("B", decided.result());
    }

    @Test
    void aRefusalOfOneIsNotThatOfTheOthers() {
        batches.ask("a");
        Future<String> bad = batches.ask("!");
        Future<String> good = batches.ask("b");
        recorded.endAll();
        assertEquals(List.of("one a", "many [!, b]", "one !", "one b"), recorded.statements);
        assertInstanceOf(IllegalStateException.class, bad.cause());
        assertEquals("B", good.result());
    }

    @Test
    void whileTheDatabaseIsAwayNothingIsAskedAgain() {
        batches.ask("a");
        List<Future<String>> answers = List.of(batches.ask("~"), batches.ask("b"));
        recorded.endAll();
        assertEquals(List.of("one a", "many [~, b]"), recorded.statements);
        answers.forEach(answer -> assertInstanceOf(StoreUnavailableException.class, answer.cause()));
        assertFalse(batches.ask("c").failed());
        assertEquals("one c", recorded.statements.get(2));
    }

    @Test
    void aStatementThatThrowsGivesItsPlaceBack() {
        assertInstanceOf(IllegalArgumentException.class, batches.ask("#").cause());
        Future<String> next = batches.ask("b");
        recorded.endAll();
        assertEquals("B", next.result());
    }

    @Test
    void notMoreThanAThousandWait() {
        List<Future<String>> answers =
                IntStream.range(0, 1_002).mapToObj(i -> batches.ask("a")).toList();
        assertFalse(answers.get(1_000).isComplete());
        assertInstanceOf(StoreUnavailableException.class, answers.get(1_001).cause());
    }

    /** "!" is refused, "~" finds no database, "?" is not decided together with others, "#" throws. */
    private static final class Recorded implements Batches.Statements<String, String> {
        final List<String> statements = new CopyOnWriteArrayList<>();
        private final List<Runnable> open = new ArrayList<>();

        @Override
        public Future<String> one(String request) {
            statements.add("one " + request);
            if (request.equals("#")) {
                throw new IllegalArgumentException("thrown");
            }
            return later(
                    request.startsWith("!")
                            ? Future.failedFuture(new IllegalStateException("no"))
                            : Future.succeededFuture(request.substring(0, 1).toUpperCase(java.util.Locale.ROOT)));
        }

        @Override
        public Future<List<Optional<String>>> many(List<String> requests) {
            statements.add("many " + requests);
            if (requests.contains("!")) {
                return later(Future.failedFuture(new IllegalStateException("no")));
            }
            if (requests.contains("~")) {
                return later(Future.failedFuture(new StoreUnavailableException("away", null)));
            }
            return later(Future.succeededFuture(requests.stream()
                    .map(request -> request.equals("?")
                            ? Optional.<String>empty()
                            : Optional.of(request.substring(0, 1).toUpperCase(java.util.Locale.ROOT)))
                    .toList()));
        }

        private <T> Future<T> later(Future<T> outcome) {
            Promise<T> promise = Promise.promise();
            open.add(() -> outcome.onComplete(promise));
            return promise.future();
        }

        List<String> kinds() {
            return statements.stream()
                    .map(statement -> statement.substring(0, statement.indexOf(' ')))
                    .toList();
        }

        void endFirst() {
            open.remove(0).run();
        }

        void endAll() {
            while (!open.isEmpty()) {
                open.remove(0).run();
            }
        }
    }
}
