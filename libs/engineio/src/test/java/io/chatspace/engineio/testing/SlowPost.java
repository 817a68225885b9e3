package io.chatspace.engineio.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A request that is sent piece by piece, or broken off.
public final class SlowPost implements AutoCloseable {
    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;

    private SlowPost(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(4_000);
        out = socket.getOutputStream();
        in = socket.getInputStream();
    }

    /// Announces a body of this length and sends none of it.
    public static SlowPost begin(int port, String uri, int length) throws IOException {
        SlowPost post = new SlowPost(port);
        post.body("POST " + uri + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + "\r\n\r\n");
        return post;
    }

    /// Polls, and leaves the poll open for 50 ms at least.
    public static SlowPost get(int port, String uri) throws IOException, InterruptedException {
        SlowPost poll = new SlowPost(port);
        poll.body("GET " + uri + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Thread.sleep(50);
        return poll;
    }

    /// A connection on which a test says what it likes.
    public static SlowPost open(int port) throws IOException {
        return new SlowPost(port);
    }

    public void body(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /// Waits for the answer's status.
    public int status() throws IOException {
        return Integer.parseInt(new String(in.readNBytes(12), StandardCharsets.ISO_8859_1).substring(9));
    }

    /// Reads until this text was seen; returns all that came.
    public String until(String end) throws IOException {
        StringBuilder seen = new StringBuilder();
        while (seen.indexOf(end) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended after " + seen);
            }
            seen.append((char) next);
        }
        return seen.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
