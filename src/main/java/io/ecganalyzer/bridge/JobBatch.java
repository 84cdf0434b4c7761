package io.ecganalyzer.bridge;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The jobs of one message: one as a {@link JobMessage}, several small ones as {@code {"v":2,"jobs":[{"ecg_key":7,"request_id":"..."},
 * ...]}}. A broker and its clients take for a message of many jobs what they take for a message of one.
 */
record JobBatch(List<JobMessage> jobs) {
    /** What a worker does in some ten milliseconds: no other worker should wait for part of a message. */
    static final int MAX_JOBS = 16;

    /** The form for several; that for one is {@link JobMessage#VERSION}. */
    static final int VERSION = 2;

    /** More than any message of ours holds; what is longer is not read. */
    private static final int MAX_BYTES = 4 * 1024;

    JobBatch {
        jobs = List.copyOf(jobs);
    }

    static JobBatch of(JobMessage job) {
        return new JobBatch(List.of(job));
    }

    Buffer encode() {
        if (jobs.size() == 1) {
            return jobs.get(0).encode();
        }
        JsonArray array = new JsonArray();
        jobs.forEach(job -> array.add(job.toJson()));
        return new JsonObject().put("v", VERSION).put("jobs", array).toBuffer();
    }

    /** Tells copies of a message as such. */
    String messageId() {
        String first = jobs.get(0).messageId();
        return jobs.size() == 1 ? first : first + "+" + (jobs.size() - 1);
    }

    /**
     * Reads a message.
     *
     * @throws NewerMessageException where a newer release wrote it
     * @throws IllegalArgumentException where it is none of ours; the message says why
     */
    static JobBatch decode(Buffer body) throws NewerMessageException {
        if (body.length() > MAX_BYTES) {
            throw new IllegalArgumentException("has " + body.length() + " bytes");
        }
        JsonObject json = json(body);
        if (json.getValue("v") instanceof Integer newer && newer > VERSION) {
            throw new NewerMessageException(newer);
        }
        if (Integer.valueOf(VERSION).equals(json.getValue("v"))) {
            return new JobBatch(several(json.getValue("jobs")));
        }
        return of(JobMessage.decode(json));
    }

    private static List<JobMessage> several(Object jobs) {
        if (!(jobs instanceof JsonArray array) || array.isEmpty() || array.size() > MAX_JOBS) {
            throw new IllegalArgumentException("its jobs are no array of 1 to " + MAX_JOBS);
        }
        return IntStream.range(0, array.size())
                .mapToObj(i -> JobMessage.ofJson(array.getValue(i)))
                .toList();
    }

    private static JsonObject json(Buffer body) {
        try {
            return body.toJsonObject();
        } catch (DecodeException | ClassCastException malformed) {
            throw new IllegalArgumentException("is no JSON object", malformed);
        }
    }
}
