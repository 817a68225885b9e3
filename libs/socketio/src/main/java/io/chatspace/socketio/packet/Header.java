package io.chatspace.socketio.packet;

/// The part of a packet before its JSON.
///
/// @param type        0 to 6
/// @param attachments how many binary messages follow
/// @param ackId       negative for none
/// @param jsonStart   where the JSON begins; the text's length when there is none
record Header(int type, int attachments, String namespace, long ackId, int jsonStart) {
    private static final int BINARY_EVENT = 5;
    private static final int BINARY_ACK = 6;
    private static final int MAX_ATTACHMENT_DIGITS = 6;
    /// JavaScript's numbers are exact up to 2^53, a number of 16 digits.
    private static final int MAX_ACK_DIGITS = 15;

    static Header parse(String text) throws MalformedPacket {
        if (text.isEmpty() || text.charAt(0) < '0' || text.charAt(0) > '6') {
            throw new MalformedPacket("unknown packet type");
        }
        int type = text.charAt(0) - '0';
        int at = 1;
        int attachments = 0;
        if (type == BINARY_EVENT || type == BINARY_ACK) {
            int dash = digits(text, at);
            if (dash == at || dash - at > MAX_ATTACHMENT_DIGITS || dash == text.length() || text.charAt(dash) != '-') {
                throw new MalformedPacket("illegal attachments");
            }
            attachments = Integer.parseInt(text, at, dash, 10);
            at = dash + 1;
        }
        String namespace = "/";
        if (at < text.length() && text.charAt(at) == '/') {
            int comma = text.indexOf(',', at);
            int end = comma < 0 ? text.length() : comma;
            namespace = text.substring(at, end);
            at = comma < 0 ? end : end + 1;
        }
        long ackId = -1;
        int idEnd = digits(text, at);
        if (idEnd > at) {
            if (idEnd - at > MAX_ACK_DIGITS) {
                throw new MalformedPacket("illegal ack id");
            }
            ackId = Long.parseLong(text, at, idEnd, 10);
            at = idEnd;
        }
        return new Header(type, attachments, namespace, ackId, at);
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
