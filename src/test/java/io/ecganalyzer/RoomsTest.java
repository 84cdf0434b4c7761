package io.ecganalyzer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the rooms, the packages below the root, and who may know whom. */
final class RoomsTest {
    private static final String ROOT = "io.ecganalyzer";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** A room may know the rooms named here, and no other. The command line, above all of them, is not here: it may know all. */
    private static final Map<String, Set<String>> MAY_KNOW = Map.ofEntries(
            entry("api", Set.of("store", "bus", "format", "analysis", "ecg")),
            entry("bridge", Set.of("store", "bus", "ecg")),
            entry("worker", Set.of("store", "bus", "analysis", "ecg")),
            entry("bus", Set.of("ecg")),
            entry("store", Set.of("ecg")),
            entry("format", Set.of("ecg")),
            entry("analysis", Set.of("ecg", "dsp")),
            entry("evaluation", Set.of("analysis", "ecg", "format")),
            entry("synthetic", Set.of("ecg")),
            entry("certificates", Set.of()),
            entry("cluster", Set.of()),
            entry("dsp", Set.of()),
            entry("ecg", Set.of()),
            entry("embedded", Set.of("config")),
            entry("config", Set.of()),
            entry(
                    "node",
                    Set.of(
                            "api",
                            "bridge",
                            "cluster",
                            "worker",
                            "bus",
                            "store",
                            "format",
                            "analysis",
                            "ecg",
                            "embedded",
                            "config")));

    private static final Set<String> COMMAND_LINE = Set.of("cli", "bench");

    @Test
    void everyPackageIsARoomOfTheTable() {
        Set<String> rooms = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(ROOT))
                .map(name -> name.substring(ROOT.length() + 1).split("\\.", 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
        rooms.removeAll(MAY_KNOW.keySet());
        rooms.removeAll(COMMAND_LINE);
        assertEquals(Set.of(), rooms);
    }

    static Stream<String> rooms() {
        return MAY_KNOW.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomKnowsOnlyThoseBelowIt(String room) {
        String[] forbidden = Stream.concat(MAY_KNOW.keySet().stream(), COMMAND_LINE.stream())
                .filter(other -> !other.equals(room) && !MAY_KNOW.get(room).contains(other))
                .map(RoomsTest::packages)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(packages(room))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void noRoomsKnowEachOtherInACircle() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecg", "dsp", "analysis", "synthetic", "evaluation"})
    void theDomainIsPlainJava(String room) {
        noClasses()
                .that()
                .resideInAPackage(packages(room))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.vertx..",
                        "io.netty..",
                        "io.micrometer..",
                        "java.sql..",
                        "javax.sql..",
                        "com.fasterxml..",
                        "com.rabbitmq..",
                        "picocli..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void onlyTheStoreSpeaksSql() {
        noClasses()
                .that()
                .resideOutsideOfPackage(packages("store"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "io.vertx.pgclient..", "io.vertx.sqlclient..", "org.flywaydb..")
                .check(CLASSES);
    }

    @Test
    void onlyTheBridgeAndTheEmbeddedBrokerSpeakAmqp() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages("bridge"), packages("embedded"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.rabbitmq..", "io.vertx.rabbitmq..", "org.apache.qpid..")
                .check(CLASSES);
    }

    @Test
    void onlyTheClusterKnowsHowNodesFindEachOther() {
        noClasses()
                .that()
                .resideOutsideOfPackage(packages("cluster"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.infinispan..", "org.jgroups..", "io.vertx.ext.cluster..")
                .check(CLASSES);
    }

    private static String packages(String room) {
        return ROOT + "." + room + "..";
    }
}
