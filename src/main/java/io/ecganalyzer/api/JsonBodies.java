package io.ecganalyzer.api;

import io.ecganalyzer.format.ArrivingText;
import io.ecganalyzer.format.MalformedJsonException;
import io.ecganalyzer.format.ParsedJson;
import io.ecganalyzer.format.StreamedArray;
import io.ecganalyzer.format.SubmissionParser;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.RequestUtils;
import io.vertx.openapi.validation.ValidatableRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Reads a request, and hands its body to the contract's validator without its streamed arrays, which were held to the
 * contract's bounds while they were parsed; the validator judges everything else.
 */
final class JsonBodies implements RequestExtractor {
    /** Enough for any body but one with streamed arrays; the longest that the contract allows has some 7 KiB. */
    private static final long SMALL_BODY_BYTES = 16 << 10;

    private static final String BODY = JsonBodies.class.getName();
    private static final String OPERATION = Operation.class.getName();

    private final HeaderParameters headers;
    private final Map<String, List<StreamedArray>> streamed;
    private final long maxBodyBytes;
    private final BodyReader reader;
    private final HeavyWork work;

    /**
     * Of one verticle.
     *
     * @param streamed by operation id
     * @param maxBodyBytes of an operation with streamed arrays
     */
    JsonBodies(
            HeaderParameters headers,
            Map<String, List<StreamedArray>> streamed,
            long maxBodyBytes,
            BodyReader reader,
            HeavyWork work) {
        this.headers = headers;
        this.streamed = streamed;
        this.maxBodyBytes = maxBodyBytes;
        this.reader = reader;
        this.work = work;
    }

    /** The body as it was read; null for an operation without, and before it was read. */
    static ReadBody of(RoutingContext context) {
        return context.get(BODY);
    }

    /** As {@link #of}, and leaves it to the caller alone: the samples of a day need not be kept until the answer is sent. */
    static ReadBody take(RoutingContext context) {
        return context.remove(BODY);
    }

    /** The operation that a request is for; null where it is for none. */
    static Operation operationOf(RoutingContext context) {
        return context.get(OPERATION);
    }

    /** A body and how many bytes it had. */
    record ReadBody(ParsedJson json, long bytes) {
        ReadBody {
            Objects.requireNonNull(json);
        }
    }

    @Override
    public Future<ValidatableRequest> extractValidatableRequest(RoutingContext context, Operation operation) {
        context.put(OPERATION, operation);
        try {
            headers.check(context.request(), operation.getOperationId());
            if (operation.getRequestBody() != null) {
                BodyKind.check(context.request());
                return withBody(context, operation);
            }
        } catch (ProblemException refused) {
            return Future.failedFuture(refused);
        }
        if (!context.request().isEnded()) {
            context.request().resume();
        }
        return RequestUtils.extract(context.request(), operation, () -> Future.succeededFuture(Buffer.buffer()));
    }

    private Future<ValidatableRequest> withBody(RoutingContext context, Operation operation) {
        List<StreamedArray> arrays = streamed.getOrDefault(operation.getOperationId(), List.of());
        long maxBytes = arrays.isEmpty() ? SMALL_BODY_BYTES : maxBodyBytes;
        SubmissionParser parser = new SubmissionParser(arrays);
        return reader.read(context, maxBytes)
                .compose(body -> work.run(body.bytesLeftToRead(), () -> parse(parser, body)))
                .compose(read -> {
                    context.put(BODY, read);
                    Buffer skeleton = Skeleton.of(read.json().root());
                    return RequestUtils.extract(context.request(), operation, () -> Future.succeededFuture(skeleton));
                });
    }

    private static ReadBody parse(SubmissionParser parser, ArrivingText body) throws Exception {
        try {
            ParsedJson json = parser.parse(body);
            if (!(json.root() instanceof Map)) {
                throw BodyFaults.notAnObject();
            }
            return new ReadBody(json, body.size());
        } catch (MalformedJsonException malformed) {
            throw BodyFaults.problemOf(malformed);
        }
    }
}
