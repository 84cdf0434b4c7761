package io.ecganalyzer.store;

/** The statements on the tables of months. */
final class MonthSql {
    /** Each month from this one to the one in $1 months; those that are there already cost nothing and lock nothing. */
    static final String MAKE_AHEAD = """
            SELECT count(*) FILTER (WHERE made)::integer AS made
            FROM generate_series(0, $1) AS n,
              make_month((date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => n))::date) AS made
            """;

    static final String CAUGHT = "SELECT count(*) AS caught FROM job_default";

    private MonthSql() {}
}
