package io.ecganalyzer.bridge;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/**
 * What stands in the queue for a job, {@code {"v":1,"ecg_key":7,"request_id":"..."}}: a reference, never the signal.
 *
 * @param requestId of the HTTP request that brought the job
 */
record JobMessage(long ecgKey, String requestId) {
    /** Changes when a consumer of the old form would misread the new one. */
    static final int VERSION = 1;

    /** More than any message of ours holds; what is longer is not read. */
    private static final int MAX_BYTES = 4 * 1024;

    Buffer encode() {
        return new JsonObject()
                .put("v", VERSION)
                .put("ecg_key", ecgKey)
                .put("request_id", requestId)
                .toBuffer();
    }

    /** The same at each publication of a job, so that copies of a message can be told as such. */
    String messageId() {
        return "job-" + ecgKey;
    }

    /**
     * Reads a message.
     *
     * @throws NewerMessageException where a newer release wrote it
     * @throws IllegalArgumentException where it is none of this version; the message says why
     */
    static JobMessage decode(Buffer body) throws NewerMessageException {
        if (body.length() > MAX_BYTES) {
            throw new IllegalArgumentException("has " + body.length() + " bytes");
        }
        JsonObject json = json(body);
        if (json.getValue("v") instanceof Integer newer && newer > VERSION) {
            throw new NewerMessageException(newer);
        }
        if (!(json.getValue("v") instanceof Integer version) || version != VERSION) {
            throw new IllegalArgumentException("its version is " + json.getValue("v") + ", not " + VERSION);
        }
        if (!(json.getValue("ecg_key") instanceof Number key) || key.doubleValue() != key.longValue()) {
            throw new IllegalArgumentException("its ecg_key is no whole number");
        }
        return new JobMessage(key.longValue(), json.getValue("request_id") instanceof String id ? id : "");
    }

    private static JsonObject json(Buffer body) {
        try {
            return body.toJsonObject();
        } catch (DecodeException | ClassCastException malformed) {
            throw new IllegalArgumentException("is no JSON object", malformed);
        }
    }
}
