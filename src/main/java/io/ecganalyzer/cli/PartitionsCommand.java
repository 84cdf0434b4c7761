package io.ecganalyzer.cli;

import io.ecganalyzer.store.MonthTables;
import io.ecganalyzer.store.MonthTables.MonthTable;
import io.ecganalyzer.store.MonthTables.MonthWork;
import io.ecganalyzer.store.StoreUnavailableException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code ecg partitions}: the tables of months in the database of this machine's configuration. */
@Command(
        name = "partitions",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "[make | drop]",
        description = {
            "Shows the months for which the database has tables, with their ECGs and sizes. Jobs, leads and analyses lie in tables by"
                    + " month of submission (UTC); every running node makes those of the next three months.",
            "It finds the database as serve does, by conf/ecg.yaml and ECG_ variables; an embedded one must run."
        })
public final class PartitionsCommand implements Runnable {
    private static final int WIDTH = 80;
    private static final double MEBIBYTE = 1 << 20;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The data directory of this machine's service.")
    private Optional<Path> data = Optional.empty();

    @Override
    public void run() {
        inDatabase(tables -> {
            TextTable table = new TextTable("month", "ECGs", "MiB", "state");
            for (MonthTable month : tables.list()) {
                table.row(
                        month.isDefault() ? "no month" : month.name(),
                        month.ecgs(),
                        Math.round(month.bytes() / MEBIBYTE),
                        state(month));
            }
            table.print(out(), "", WIDTH);
        });
    }

    private static String state(MonthTable month) {
        if (month.isDefault()) {
            return month.ecgs() == 0 ? "safety net, empty" : "safety net: ecg partitions make moves them";
        }
        return month.attached() ? "in use" : "detached: no part of the service";
    }

    @Command(
            name = "make",
            description = "Makes the tables of the months to come, as every running node does each hour.")
    int make(
            @Option(
                            names = "--months",
                            paramLabel = "N",
                            defaultValue = "3",
                            description = "After this one; by default 3.")
                    int months) {
        if (months < 0 || months > 120) {
            throw new ParameterException(spec.commandLine(), "--months is a number from 0 to 120.");
        }
        inDatabase(tables -> {
            int made = tables.makeAhead(months);
            out().println("Made " + (made == 1 ? "1 month." : made + " months."));
        });
        return 0;
    }

    @Command(
            name = "drop",
            description = {
                "Gives up whole months: their ECGs are gone, signals, results and ids. Without --yes it only says which.",
                "Reports that Redis still holds are shown for cache.ttl (10 minutes) at most."
            })
    int drop(
            @Option(
                            names = "--before",
                            required = true,
                            paramLabel = "YYYY-MM",
                            description = "Months before this one, such as 2025-01.")
                    String before,
            @Option(
                            names = "--detach",
                            description = "Leave their tables in the database, outside of the service, for an archive.")
                    boolean detach,
            @Option(names = "--yes", description = "Do it.") boolean yes) {
        YearMonth end = month(before);
        inDatabase(tables -> {
            if (end.isAfter(tables.thisMonth())) {
                throw new CommandException("this month, " + tables.thisMonth() + ", and later ones are in use");
            }
            List<MonthTable> old = tables.list().stream()
                    .filter(month -> !month.isDefault() && month.month().isBefore(end))
                    .toList();
            requireNoOpenJobs(tables, old);
            for (MonthTable month : old) {
                if (yes) {
                    tables.giveUp(month, !detach);
                }
                out().printf("%s %s: %,d ECGs%n", yes ? "Gave up" : "Would give up", month.name(), month.ecgs());
            }
            if (old.isEmpty()) {
                out().println("There is no month before " + end + ".");
            } else if (!yes) {
                out().println("Nothing was done. Add --yes to do it; there is no way back but a backup.");
            }
        });
        return 0;
    }

    private static void requireNoOpenJobs(MonthTables tables, List<MonthTable> months) throws Exception {
        for (MonthTable month : months) {
            long open = tables.openJobs(month);
            if (open > 0) {
                throw new CommandException(
                        open + " ECGs of " + month.name() + " are not analyzed yet; nothing was done");
            }
        }
    }

    private YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    spec.commandLine(), "--before is a month such as 2025-01, not " + text + ".", e);
        }
    }

    private void inDatabase(MonthWork work) {
        try {
            MonthTables.work(DatabaseOfInstallation.find(data), work);
            out().flush();
        } catch (StoreUnavailableException e) {
            throw new CommandException("the database: " + e.getMessage(), e);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
