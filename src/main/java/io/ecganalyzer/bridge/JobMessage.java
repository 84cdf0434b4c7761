package io.ecganalyzer.bridge;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/**
 * What stands in the queue for a job, {@code {"v":1,"ecg_key":7,"request_id":"..."}}: a reference, never the signal.
 *
 * @param requestId of the HTTP request that brought the job
 */
record JobMessage(long ecgKey, String requestId) {
    /** Changes when a consumer of the old form would misread the new one. */
    static final int VERSION = 1;

    Buffer encode() {
        return new JsonObject().put("v", VERSION).mergeIn(toJson()).toBuffer();
    }

    /** Without a version, as it stands among others in a {@link JobBatch}. */
    JsonObject toJson() {
        return new JsonObject().put("ecg_key", ecgKey).put("request_id", requestId);
    }

    /** The same at each publication of a job, so that copies of a message can be told as such. */
    String messageId() {
        return "job-" + ecgKey;
    }

    /**
     * Reads a message.
     *
     * @throws IllegalArgumentException where it is none of this version; the message says why
     */
    static JobMessage decode(JsonObject json) {
        if (!(json.getValue("v") instanceof Integer version) || version != VERSION) {
            throw new IllegalArgumentException("its version is " + json.getValue("v") + ", not " + VERSION);
        }
        return ofJson(json);
    }

    /** As {@link #decode}, of what {@link #toJson} made. */
    static JobMessage ofJson(Object value) {
        if (!(value instanceof JsonObject json)) {
            throw new IllegalArgumentException("a job in it is no object");
        }
        if (!(json.getValue("ecg_key") instanceof Number key) || key.doubleValue() != key.longValue()) {
            throw new IllegalArgumentException("its ecg_key is no whole number");
        }
        return new JobMessage(key.longValue(), json.getValue("request_id") instanceof String id ? id : "");
    }
}
