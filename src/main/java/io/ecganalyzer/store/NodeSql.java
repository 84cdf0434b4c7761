package io.ecganalyzer.store;

/** The statements on nodes. */
final class NodeSql {
    /** Rows of nodes that ended without a word go after a day: an operator may ask in the morning what ended at night. */
    static final String BEAT = """
            WITH forgotten AS (DELETE FROM node WHERE seen_at < now() - interval '1 day')
            INSERT INTO node (id, name, version, roles, api_instances, analyzer_instances, jobs_in_hand, cpu_load)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (id) DO UPDATE SET jobs_in_hand = excluded.jobs_in_hand, cpu_load = excluded.cpu_load, seen_at = now()
            """;

    static final String LEAVE = "DELETE FROM node WHERE id = $1";

    static final String LIST = """
            SELECT id, name, version, roles, api_instances, analyzer_instances, jobs_in_hand, cpu_load, started_at, seen_at,
              seen_at < now() - make_interval(secs => $1) AS silent
            FROM node ORDER BY started_at, id LIMIT $2
            """;

    private NodeSql() {}
}
