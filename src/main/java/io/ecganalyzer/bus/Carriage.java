package io.ecganalyzer.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import java.nio.charset.StandardCharsets;

/**
 * How our messages travel on the event bus: within a node as the record itself, which is immutable, and between nodes as its text, which
 * arrives as such and is read by our code. Most messages of a node with both roles go no further than itself, and making a text
 * of them and reading it again was a thirtieth of the processor time of a small ECG.
 */
final class Carriage implements io.vertx.core.eventbus.MessageCodec<Message, Object> {
    /** Between nodes each message carries it. */
    static final String NAME = "ecg";

    static void isKnownTo(EventBus events) {
        try {
            events.registerCodec(new Carriage());
        } catch (IllegalStateException known) {
            // By another of ours on the same bus, and there is no other way to find that out.
        }
    }

    @Override
    public void encodeToWire(Buffer wire, Message message) {
        byte[] text = MessageCodec.encode(message).getBytes(StandardCharsets.UTF_8);
        wire.appendInt(text.length).appendBytes(text);
    }

    /** A text, whether we can read it or not: an exception from here would be the bus's and not ours to count. */
    @Override
    public Object decodeFromWire(int position, Buffer wire) {
        int start = position + Integer.BYTES;
        return wire.getString(start, start + wire.getInt(position));
    }

    @Override
    public Message transform(Message message) {
        return message;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Of a codec that is no part of Vert.x. */
    @Override
    public byte systemCodecID() {
        return -1;
    }
}
