package io.ecganalyzer.store;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * The nodes that share this database, each as it last told of itself: right also where the event bus is cut or not clustered.
 *
 * <p>Futures fail with {@link StoreUnavailableException} where PostgreSQL could not be asked.
 */
public final class NodeStore {
    private final Database database;

    public NodeStore(Database database) {
        this.database = database;
    }

    /** Tells that this node is there, and how it is. */
    public Future<Void> beat(NodeEntry node) {
        Tuple arguments = Tuple.tuple()
                .addUUID(node.id())
                .addString(node.name())
                .addString(node.version())
                .addArrayOfString(node.roles().toArray(String[]::new))
                .addInteger(node.apiInstances())
                .addInteger(node.analyzerInstances())
                .addInteger(node.jobsInHand())
                .addDouble(node.cpuLoad());
        return database.query(NodeSql.BEAT, arguments).mapEmpty();
    }

    /** Tells that this node ends. */
    public Future<Void> leave(UUID id) {
        return database.query(NodeSql.LEAVE, Tuple.of(id)).mapEmpty();
    }

    /**
     * All nodes, longest-running first.
     *
     * @param silentAfter a node that was not heard of for longer counts as silent
     */
    public Future<List<NodeEntry.Seen>> list(Duration silentAfter, int limit) {
        return database.query(NodeSql.LIST, Tuple.of(Rows.seconds(silentAfter), limit))
                .map(rows -> rows.stream().map(NodeStore::seen).toList());
    }

    private static NodeEntry.Seen seen(Row row) {
        NodeEntry node = new NodeEntry(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("version"),
                List.of(row.getArrayOfStrings("roles")),
                row.getInteger("api_instances"),
                row.getInteger("analyzer_instances"),
                row.getInteger("jobs_in_hand"),
                row.getDouble("cpu_load"));
        return new NodeEntry.Seen(
                node, row.getOffsetDateTime("started_at"), row.getOffsetDateTime("seen_at"), row.getBoolean("silent"));
    }
}
