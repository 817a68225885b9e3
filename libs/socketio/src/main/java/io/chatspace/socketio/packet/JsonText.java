package io.chatspace.socketio.packet;

/// Writes JSON strings without a mapper.
public final class JsonText {
    private JsonText() {}

    /// Appends the text in quotes, escaped.
    public static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
