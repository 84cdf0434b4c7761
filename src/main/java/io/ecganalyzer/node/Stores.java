package io.ecganalyzer.node;

import io.ecganalyzer.store.Counters;
import io.ecganalyzer.store.Database;
import io.ecganalyzer.store.EcgStore;
import io.ecganalyzer.store.FailedJobStore;
import io.ecganalyzer.store.JobStore;
import io.ecganalyzer.store.NodeStore;
import io.ecganalyzer.store.RedisLink;
import io.ecganalyzer.store.ResultCache;
import io.ecganalyzer.store.UserStore;

/** What the roles of a node share to reach PostgreSQL and Redis. */
record Stores(
        Database database,
        RedisLink redis,
        EcgStore ecgs,
        JobStore jobs,
        FailedJobStore failedJobs,
        UserStore users,
        NodeStore nodes,
        ResultCache results,
        Counters counters) {}
