package io.ecganalyzer.api;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.ValidatorException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what the contract's validator found, with the place of each fault. */
final class ContractFaults {
    private static final Pattern PARAMETER = Pattern.compile("(?:path|query|header|cookie) parameter ([A-Za-z0-9_-]+)");
    /** A JSON schema of this contract has no base of its own, but the validator wants one. */
    private static final JsonSchemaOptions ALL_FAULTS = new JsonSchemaOptions()
            .setBaseUri("app://")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic);

    private final OpenAPIContract contract;

    ContractFaults(OpenAPIContract contract) {
        this.contract = contract;
    }

    Problem problemOf(ValidatorException judged, RoutingContext context) {
        String message = String.valueOf(judged.getMessage());
        Matcher parameter = PARAMETER.matcher(message);
        JsonBodies.ReadBody body = JsonBodies.of(context);
        if (body == null || parameter.lookingAt()) {
            return ofParameter(parameter.find() ? parameter.group(1) : "", message);
        }
        BodyFaults faults = new BodyFaults();
        faults.addAll(body);
        schemaFaults(new JsonObject(Skeleton.of(body.json().root())), JsonBodies.operationOf(context))
                .forEach(fault -> faults.add(fault.pointer(), fault.detail()));
        return faults.problem();
    }

    private static Problem ofParameter(String name, String message) {
        return Problem.withFaults(
                ProblemType.INVALID_PARAMETER, message, List.of(Problem.Fault.ofParameter(name, message)));
    }

    private List<SchemaFault> schemaFaults(JsonObject body, Operation operation) {
        JsonSchema schema =
                operation.getRequestBody().getContent().get("application/json").getSchema();
        OutputUnit output =
                contract.getSchemaRepository().validator(schema, ALL_FAULTS).validate(body);
        return SchemaFault.of(output);
    }
}
