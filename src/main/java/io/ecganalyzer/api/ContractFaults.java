package io.ecganalyzer.api;

import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.validation.ValidatorException;

/** Says what the contract's validator found, in our own words and places. */
final class ContractFaults {
    Problem problemOf(ValidatorException judged, RoutingContext context) {
        return Problem.of(ProblemType.INVALID_BODY, judged.getMessage());
    }
}
