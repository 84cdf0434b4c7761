package io.ecganalyzer.store;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/** Who asks on a context is answered there, on whichever the answer comes: connections live on contexts of their own. */
public final class CallersContext {
    private CallersContext() {}

    /** Asks on the context {@code home}. What throws there has failed like any other. */
    static <T> Future<T> asked(Context home, Supplier<Future<T>> question) {
        Promise<T> answer = Promise.promise();
        home.runOnContext(go -> {
            try {
                question.get().onComplete(answer);
            } catch (RuntimeException e) {
                answer.fail(e);
            }
        });
        return answered(answer.future());
    }

    /** As it comes where who calls has no context. */
    public static <T> Future<T> answered(Future<T> answer) {
        Context caller = Vertx.currentContext();
        if (caller == null) {
            return answer;
        }
        Promise<T> promise = Promise.promise();
        answer.onComplete((value, failure) -> caller.runOnContext(now -> promise.complete(value, failure)));
        return promise.future();
    }
}
