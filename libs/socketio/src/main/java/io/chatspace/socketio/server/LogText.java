package io.chatspace.socketio.server;

/// Makes what a client sent fit for a log line.
final class LogText {
    private static final int MAX = 64;

    private LogText() {}

    static String safe(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length() && i < MAX; i++) {
            char c = text.charAt(i);
            out.append(Character.isISOControl(c) ? '?' : c);
        }
        return out.toString();
    }
}
