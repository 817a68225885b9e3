package io.chatspace.socketio.redis;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Writes JSON trees, binary nodes included, as MessagePack.
final class MsgPackWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    static byte[] write(JsonNode node) {
        MsgPackWriter writer = new MsgPackWriter();
        writer.node(node);
        return writer.out.toByteArray();
    }

    private void node(JsonNode node) {
        switch (node.getNodeType()) {
            case NULL, MISSING -> out.write(0xc0);
            case BOOLEAN -> out.write(node.booleanValue() ? 0xc3 : 0xc2);
            case NUMBER -> number(node);
            case STRING -> string(node.stringValue());
            case BINARY -> binary(node.binaryValue());
            case ARRAY -> {
                length(node.size(), 0x90, 0xdc, 0xdd);
                node.forEach(this::node);
            }
            case OBJECT -> {
                length(node.size(), 0x80, 0xde, 0xdf);
                for (Map.Entry<String, JsonNode> property : node.properties()) {
                    string(property.getKey());
                    node(property.getValue());
                }
            }
            case POJO -> throw new IllegalArgumentException("a tree with an object that was not serialized");
        }
    }

    private void number(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            integer(node.longValue());
        } else {
            out.write(0xcb);
            big(Double.doubleToLongBits(node.doubleValue()), 8);
        }
    }

    private void integer(long value) {
        if (value >= 0 && value < 128 || value < 0 && value >= -32) {
            out.write((int) value);
        } else if (value >= 0 && value <= 0xffff_ffffL) {
            out.write(0xce);
            big(value, 4);
        } else if (value < 0 && value >= Integer.MIN_VALUE) {
            out.write(0xd2);
            big(value, 4);
        } else {
            out.write(0xd3);
            big(value, 8);
        }
    }

    private void string(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length < 32) {
            out.write(0xa0 | utf8.length);
        } else if (utf8.length <= 0xff) {
            out.write(0xd9);
            out.write(utf8.length);
        } else if (utf8.length <= 0xffff) {
            out.write(0xda);
            big(utf8.length, 2);
        } else {
            out.write(0xdb);
            big(utf8.length, 4);
        }
        out.writeBytes(utf8);
    }

    private void binary(byte[] bytes) {
        if (bytes.length <= 0xff) {
            out.write(0xc4);
            out.write(bytes.length);
        } else if (bytes.length <= 0xffff) {
            out.write(0xc5);
            big(bytes.length, 2);
        } else {
            out.write(0xc6);
            big(bytes.length, 4);
        }
        out.writeBytes(bytes);
    }

    private void length(int size, int fix, int medium, int large) {
        if (size < 16) {
            out.write(fix | size);
        } else if (size <= 0xffff) {
            out.write(medium);
            big(size, 2);
        } else {
            out.write(large);
            big(size, 4);
        }
    }

    private void big(long value, int bytes) {
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out.write((int) (value >>> shift));
        }
    }
}
