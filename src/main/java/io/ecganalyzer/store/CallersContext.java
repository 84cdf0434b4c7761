package io.ecganalyzer.store;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** Who asks on a context is answered there, on whichever the answer comes: connections live on contexts of their own. */
final class CallersContext {
    private CallersContext() {}

    /** As it comes where who calls has no context. */
    static <T> Future<T> answered(Future<T> answer) {
        Context caller = Vertx.currentContext();
        if (caller == null) {
            return answer;
        }
        Promise<T> promise = Promise.promise();
        answer.onComplete((value, failure) -> caller.runOnContext(now -> promise.complete(value, failure)));
        return promise.future();
    }
}
