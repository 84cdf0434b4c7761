package io.ecganalyzer.bench;

import io.vertx.core.buffer.Buffer;

/**
 * What the generator looks at in an answer.
 *
 * @param location the header of that name; null without
 */
record WireAnswer(int status, String location, Buffer body) {}
