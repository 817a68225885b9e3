package io.chatspace.socketio.packet;

import java.io.InputStream;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Base64Variant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.JsonGeneratorDelegate;
import tools.jackson.databind.json.JsonMapper;

/// Writes the JSON of a packet in one pass, taking binary values out as attachments, however deep they sit.
public final class PayloadWriter {
    private final JsonMapper json;

    public PayloadWriter(JsonMapper json) {
        this.json = json;
    }

    /// @param attachments in the order of their placeholders
    public record Payload(String json, List<byte[]> attachments) {}

    /// An event's payload: its name, then its arguments.
    public Payload event(String event, @Nullable Object... args) {
        return write(event, args);
    }

    /// An acknowledgement's payload.
    public Payload ack(@Nullable Object... args) {
        return write(null, args);
    }

    private Payload write(@Nullable String event, @Nullable Object... args) {
        StringWriter text = new StringWriter();
        List<byte[]> attachments = new ArrayList<>(0);
        try (JsonGenerator out = new Extracting(json.createGenerator(text), attachments)) {
            out.writeStartArray();
            if (event != null) {
                out.writeString(event);
            }
            for (Object arg : args) {
                if (arg == null) {
                    out.writeNull();
                } else if (arg instanceof String string) {
                    out.writeString(string);
                } else {
                    json.writeValue(out, arg);
                }
            }
            out.writeEndArray();
        }
        return new Payload(text.toString(), List.copyOf(attachments));
    }

    private static final class Extracting extends JsonGeneratorDelegate {
        private final List<byte[]> attachments;

        Extracting(JsonGenerator to, List<byte[]> attachments) {
            super(to, false);
            this.attachments = attachments;
        }

        @Override
        public JsonGenerator writeBinary(Base64Variant variant, byte[] data, int offset, int length) {
            writeStartObject();
            writeName("_placeholder");
            writeBoolean(true);
            writeName("num");
            writeNumber(attachments.size());
            writeEndObject();
            attachments.add(Arrays.copyOfRange(data, offset, offset + length));
            return this;
        }

        @Override
        public int writeBinary(Base64Variant variant, InputStream data, int length) {
            throw new UnsupportedOperationException("streams can't be sent: give the bytes");
        }
    }
}
