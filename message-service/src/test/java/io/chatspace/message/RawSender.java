package io.chatspace.message;

import io.chatspace.contracts.UserView;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Sends texts over one kept-alive connection, with nothing but a socket and the caller's thread: whatever else works
/// is the service.
final class RawSender implements AutoCloseable {
    private static final String LENGTH = "content-length:";

    private final Socket socket;
    private final InputStream in;
    private final byte[] request;

    RawSender(MessageStack stack, UserView from, UserView to) throws IOException {
        var at = URI.create(stack.url());
        socket = new Socket(at.getHost(), at.getPort());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        var body = "{\"text\":\"A line of text, as people write it.\"}";
        request = ("POST /api/messages/send/" + to.id() + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + stack.tokenOf(from) + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    void send(int times) throws IOException {
        for (int i = 0; i < times; i++) {
            socket.getOutputStream().write(request);
            readAnswer();
        }
    }

    private void readAnswer() throws IOException {
        var status = line();
        if (!status.contains(" 201")) {
            throw new IOException(status);
        }
        int length = 0;
        for (var header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = Integer.parseInt(header.substring(LENGTH.length()).strip());
            }
        }
        in.skipNBytes(length);
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the service hung up");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
