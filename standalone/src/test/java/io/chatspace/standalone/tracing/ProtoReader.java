package io.chatspace.standalone.tracing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Fields of one protocol buffers message, as they lie on the wire.
final class ProtoReader {
    /// @param bytes of a length-delimited field; empty for others
    /// @param value of a number; 0 for others
    private record Field(int number, byte[] bytes, long value) {}

    private final List<Field> fields = new ArrayList<>();

    ProtoReader(byte[] message) {
        var in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            long tag = varint(in);
            int number = (int) (tag >>> 3);
            switch ((int) tag & 7) {
                case 0 -> fields.add(new Field(number, new byte[0], varint(in)));
                case 1 -> fields.add(new Field(number, new byte[0], in.getLong()));
                case 2 -> {
                    var bytes = new byte[(int) varint(in)];
                    in.get(bytes);
                    fields.add(new Field(number, bytes, 0));
                }
                case 5 -> fields.add(new Field(number, new byte[0], in.getInt()));
                default -> throw new IllegalArgumentException("wire type of field " + number);
            }
        }
    }

    List<ProtoReader> messages(int number) {
        return all(number).stream().map(field -> new ProtoReader(field.bytes())).toList();
    }

    /// Empty where it is absent.
    byte[] bytes(int number) {
        return all(number).stream().map(Field::bytes).findFirst().orElse(new byte[0]);
    }

    /// 0 where it is absent.
    long number(int number) {
        return all(number).stream().map(Field::value).findFirst().orElse(0L);
    }

    private List<Field> all(int number) {
        return fields.stream().filter(field -> field.number() == number).toList();
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
