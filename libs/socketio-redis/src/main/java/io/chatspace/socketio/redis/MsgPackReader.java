package io.chatspace.socketio.redis;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads MessagePack as a JSON tree. What has no place in JSON, such as JavaScript's `undefined`, is read as null.
final class MsgPackReader {
    private static final int MAX_DEPTH = 500;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ByteBuffer in;

    private MsgPackReader(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes);
    }

    /// @throws IllegalArgumentException for bytes that are no MessagePack value
    static JsonNode read(byte[] bytes) {
        try {
            return new MsgPackReader(bytes).value(0);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("ends too early", e);
        }
    }

    private JsonNode value(int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("nested too deep");
        }
        int type = in.get() & 0xff;
        if (type < 0x80) {
            return NODES.numberNode(type);
        } else if (type < 0x90) {
            return map(type & 0x0f, depth);
        } else if (type < 0xa0) {
            return array(type & 0x0f, depth);
        } else if (type < 0xc0) {
            return string(type & 0x1f);
        } else if (type >= 0xe0) {
            return NODES.numberNode((byte) type);
        }
        return switch (type) {
            case 0xc0 -> NODES.nullNode();
            case 0xc2 -> NODES.booleanNode(false);
            case 0xc3 -> NODES.booleanNode(true);
            case 0xc4 -> binary(unsigned8());
            case 0xc5 -> binary(unsigned16());
            case 0xc6 -> binary(unsigned32());
            case 0xc7 -> extension(unsigned8());
            case 0xc8 -> extension(unsigned16());
            case 0xc9 -> extension(unsigned32());
            case 0xca -> NODES.numberNode(in.getFloat());
            case 0xcb -> number(in.getDouble());
            case 0xcc -> NODES.numberNode(unsigned8());
            case 0xcd -> NODES.numberNode(unsigned16());
            case 0xce -> NODES.numberNode(in.getInt() & 0xffff_ffffL);
            case 0xcf -> unsigned64(in.getLong());
            case 0xd0 -> NODES.numberNode(in.get());
            case 0xd1 -> NODES.numberNode(in.getShort());
            case 0xd2 -> NODES.numberNode(in.getInt());
            case 0xd3 -> NODES.numberNode(in.getLong());
            case 0xd4 -> extension(1);
            case 0xd5 -> extension(2);
            case 0xd6 -> extension(4);
            case 0xd7 -> extension(8);
            case 0xd8 -> extension(16);
            case 0xd9 -> string(unsigned8());
            case 0xda -> string(unsigned16());
            case 0xdb -> string(unsigned32());
            case 0xdc -> array(unsigned16(), depth);
            case 0xdd -> array(unsigned32(), depth);
            case 0xde -> map(unsigned16(), depth);
            case 0xdf -> map(unsigned32(), depth);
            default -> throw new IllegalArgumentException("unknown type " + type);
        };
    }

    /// JavaScript has one kind of number: a whole one is written as a float where it is large.
    private static JsonNode number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? NODES.numberNode((long) value)
                : NODES.numberNode(value);
    }

    private static JsonNode unsigned64(long value) {
        return value >= 0 ? NODES.numberNode(value) : NODES.numberNode(new BigInteger(Long.toUnsignedString(value)));
    }

    private int unsigned8() {
        return in.get() & 0xff;
    }

    private int unsigned16() {
        return in.getShort() & 0xffff;
    }

    private int unsigned32() {
        int value = in.getInt();
        if (value < 0) {
            throw new IllegalArgumentException("too long");
        }
        return value;
    }

    private byte[] bytes(int length) {
        if (length > in.remaining()) {
            throw new IllegalArgumentException("ends too early");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private JsonNode string(int length) {
        return NODES.stringNode(new String(bytes(length), StandardCharsets.UTF_8));
    }

    private JsonNode binary(int length) {
        return BinaryNode.valueOf(bytes(length));
    }

    private JsonNode extension(int length) {
        in.get();
        bytes(length);
        return NODES.nullNode();
    }

    private JsonNode array(int size, int depth) {
        ArrayNode array = NODES.arrayNode();
        for (int i = 0; i < size; i++) {
            array.add(value(depth + 1));
        }
        return array;
    }

    private JsonNode map(int size, int depth) {
        ObjectNode object = NODES.objectNode();
        for (int i = 0; i < size; i++) {
            JsonNode key = value(depth + 1);
            if (!key.isString() && !key.isNumber()) {
                throw new IllegalArgumentException("a key that is no text");
            }
            object.set(key.asString(), value(depth + 1));
        }
        return object;
    }
}
