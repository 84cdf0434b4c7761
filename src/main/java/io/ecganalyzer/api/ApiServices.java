package io.ecganalyzer.api;

import io.ecganalyzer.analysis.AnalyzerRegistry;
import io.ecganalyzer.bus.Bus;
import io.ecganalyzer.store.Counters;
import io.ecganalyzer.store.EcgStore;
import io.ecganalyzer.store.FailedJobStore;
import io.ecganalyzer.store.NodeStore;
import io.ecganalyzer.store.ResultCache;
import io.ecganalyzer.store.UserStore;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What the HTTP verticles of a node share.
 *
 * @param room what they may take of the node together; made here, one for a node
 * @param fresh what was submitted a moment ago; made here, one for a node
 * @param removal of deleted users; made here, one for a node
 * @param backlog the jobs that wait for their analysis
 * @param pages the documentation, which they share for its size; made here, one for a node
 */
public record ApiServices(
        ApiSettings settings,
        EcgStore ecgs,
        FailedJobStore failedJobs,
        UserStore users,
        ResultCache results,
        Counters counters,
        Bus bus,
        AnalyzerRegistry analyzers,
        Authentication authentication,
        MeterRegistry meters,
        Room room,
        FreshSubmissions fresh,
        DocumentationPages pages,
        UserRemoval removal,
        Backlog backlog,
        NodeStore nodes) {
    /** The services of a node. */
    public ApiServices(
            ApiSettings settings,
            EcgStore ecgs,
            FailedJobStore failedJobs,
            UserStore users,
            ResultCache results,
            Counters counters,
            Bus bus,
            AnalyzerRegistry analyzers,
            Authentication authentication,
            MeterRegistry meters,
            Backlog backlog,
            NodeStore nodes) {
        this(
                settings,
                ecgs,
                failedJobs,
                users,
                results,
                counters,
                bus,
                analyzers,
                authentication,
                meters,
                Room.forBodiesOf(settings.maxBodyBytes(), meters),
                new FreshSubmissions(),
                new DocumentationPages(settings.publicUrl()),
                new UserRemoval(users, ecgs, results, bus),
                backlog,
                nodes);
    }
}
