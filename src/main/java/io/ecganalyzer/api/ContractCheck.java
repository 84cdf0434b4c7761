package io.ecganalyzer.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.contract.Style;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.RequestValidator;
import io.vertx.openapi.validation.ValidatableRequest;
import io.vertx.openapi.validation.ValidatedRequest;
import io.vertx.openapi.validation.ValidatorException;
import io.vertx.openapi.validation.impl.RequestParameterImpl;
import io.vertx.openapi.validation.impl.ValidatedRequestImpl;
import io.vertx.openapi.validation.transformer.FormTransformer;
import io.vertx.openapi.validation.transformer.ParameterTransformer;
import io.vertx.openapi.validation.transformer.SimpleTransformer;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Judges requests by the contract. Vert.x's own validator makes the checks of a schema anew at each request, and makes them on a worker
 * thread, one request of a verticle after the other. Here what is small is judged at once, by the same schemas; only what is large, or
 * not right, goes to that validator, which then says what is wrong. Of one verticle.
 */
final class ContractCheck {
    /** Of JSON without samples: twelve leads with all that may stand beside them, which take one or two milliseconds where no like is known. */
    private static final int SMALL_BODY_BYTES = 2 << 10;

    private final OpenAPIContract contract;
    private final RequestExtractor extractor;
    private final RequestValidator validator;
    private final IdentityHashMap<JsonSchema, KnownShapes> bySchema = new IdentityHashMap<>();
    private final Map<Style, ParameterTransformer> byStyle =
            Map.of(Style.SIMPLE, new SimpleTransformer(), Style.FORM, new FormTransformer());

    ContractCheck(Vertx vertx, OpenAPIContract contract, RequestExtractor extractor) {
        this.contract = contract;
        this.extractor = extractor;
        this.validator = RequestValidator.create(vertx, contract);
    }

    /** Goes on to the next handler with a request that is right, and fails with what is wrong. */
    void judge(RoutingContext context, Operation operation) {
        extractor
                .extractValidatableRequest(context, operation)
                .compose(request -> judged(request, operation)
                        .map(Future::succeededFuture)
                        .orElseGet(() -> validator.validate(request, operation.getOperationId())))
                .onSuccess(right -> {
                    context.put(RouterBuilder.KEY_META_DATA_VALIDATED_REQUEST, right);
                    context.next();
                })
                .onFailure(context::fail);
    }

    /** Empty where it is not small and right. */
    private Optional<ValidatedRequest> judged(ValidatableRequest request, Operation operation) {
        Map<String, RequestParameter> path = new HashMap<>();
        Map<String, RequestParameter> query = new HashMap<>();
        for (Parameter parameter : operation.getParameters()) {
            boolean inPath = parameter.getIn() == Location.PATH;
            Map<String, RequestParameter> given = inPath ? request.getPathParameters() : request.getQuery();
            Optional<RequestParameter> right = inPath || parameter.getIn() == Location.QUERY
                    ? judged(parameter, given.get(parameter.getName()))
                    : Optional.empty();
            if (right.isEmpty()) {
                return Optional.empty();
            }
            (inPath ? path : query).put(parameter.getName(), right.get());
        }
        return judgedBody(request, operation)
                .map(body -> new ValidatedRequestImpl(Map.of(), Map.of(), path, query, body));
    }

    private Optional<RequestParameter> judged(Parameter parameter, RequestParameter given) {
        if (given == null || given.isNull()) {
            return parameter.isRequired() ? Optional.empty() : Optional.of(new RequestParameterImpl(null));
        }
        String text = String.valueOf(given.get());
        // The transformers find out by an exception that it is neither number nor true nor false.
        if (parameter.getSchemaType() == SchemaType.STRING && KnownShapes.isUuid(text)) {
            return judged(parameter.getSchema(), text);
        }
        ParameterTransformer transformer = byStyle.get(parameter.getStyle());
        try {
            return transformer == null
                    ? Optional.empty()
                    : judged(parameter.getSchema(), transformer.transform(parameter, text));
        } catch (ValidatorException wrong) {
            return Optional.empty();
        }
    }

    /** {@link BodyKind} let nothing but JSON through. */
    private Optional<RequestParameter> judgedBody(ValidatableRequest request, Operation operation) {
        if (operation.getRequestBody() == null) {
            return Optional.of(new RequestParameterImpl(null));
        }
        Buffer body = request.getBody() == null || request.getBody().isEmpty()
                ? Buffer.buffer()
                : request.getBody().getBuffer();
        if (body.length() == 0 || body.length() > SMALL_BODY_BYTES) {
            return Optional.empty();
        }
        try {
            return judged(
                    operation
                            .getRequestBody()
                            .determineContentType(request.getContentType())
                            .getSchema(),
                    Json.decodeValue(body));
        } catch (DecodeException wrong) {
            return Optional.empty();
        }
    }

    private Optional<RequestParameter> judged(JsonSchema schema, Object value) {
        boolean right = bySchema.computeIfAbsent(
                        schema, first -> new KnownShapes(contract.getSchemaRepository(), first))
                .isRight(value);
        return right ? Optional.of(new RequestParameterImpl(value)) : Optional.empty();
    }
}
