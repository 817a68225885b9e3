package io.chatspace.socketio.redis;

/// The channels of one namespace.
///
/// @param broadcast all broadcasts, and with a room and `#` behind it those to one room
/// @param request   what nodes ask each other
/// @param response  what they answer
record Channels(String broadcast, String request, String response) {
    static Channels of(String prefix, String namespace) {
        return new Channels(
                prefix + "#" + namespace + "#",
                prefix + "-request#" + namespace + "#",
                prefix + "-response#" + namespace + "#");
    }

    /// Matches the channel of every broadcast. Characters that Redis reads as a pattern are escaped: clients may
    /// choose names.
    String pattern() {
        StringBuilder out = new StringBuilder(broadcast.length() + 4);
        for (int i = 0; i < broadcast.length(); i++) {
            char c = broadcast.charAt(i);
            if (c == '*' || c == '?' || c == '[' || c == ']' || c == '\\') {
                out.append('\\');
            }
            out.append(c);
        }
        return out.append('*').toString();
    }

    String room(String room) {
        return broadcast + room + "#";
    }

    /// The room that a broadcast's channel names, or an empty text.
    String roomOf(String channel) {
        return channel.length() <= broadcast.length()
                ? ""
                : channel.substring(broadcast.length(), channel.length() - 1);
    }

    String responseTo(String uid) {
        return response + uid + "#";
    }
}
