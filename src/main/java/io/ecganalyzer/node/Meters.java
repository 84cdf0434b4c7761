package io.ecganalyzer.node;

import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsOptions;

/** The metrics of a node: those of the JVM, of Vert.x with its HTTP servers and pools, and our own. */
final class Meters implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

    Meters() {
        // Each HTTP verticle and each database connection makes them anew under one name: a gauge would show what the
        // first one has, and warn of the others.
        registry.config()
                .meterFilter(MeterFilter.denyNameStartsWith("vertx.http.server.active"))
                .meterFilter(MeterFilter.denyNameStartsWith("vertx.sql.processing.pending"));
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        garbageCollection.bindTo(registry);
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    /**
     * What Vert.x counts. Requests by method, route and status; never by path, which holds an id and would make a series for
     * each ECG. The sockets below HTTP, the verticles and the event bus, whose gauges of all addresses would have one name, say
     * nothing that is not known better elsewhere.
     */
    static MetricsOptions ofVertx() {
        return new MicrometerMetricsOptions()
                .setEnabled(true)
                .addLabels(Label.HTTP_METHOD, Label.HTTP_ROUTE, Label.HTTP_CODE, Label.POOL_NAME, Label.POOL_TYPE)
                .addDisabledMetricsCategory(MetricsDomain.EVENT_BUS)
                .addDisabledMetricsCategory(MetricsDomain.NET_CLIENT)
                .addDisabledMetricsCategory(MetricsDomain.NET_SERVER)
                .addDisabledMetricsCategory(MetricsDomain.HTTP_CLIENT)
                .addDisabledMetricsCategory(MetricsDomain.VERTICLES)
                .setNettyMetricsEnabled(false)
                .setJvmMetricsEnabled(false);
    }

    @Override
    public void close() {
        garbageCollection.close();
        registry.close();
    }
}
