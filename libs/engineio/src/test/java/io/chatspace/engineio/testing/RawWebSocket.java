package io.chatspace.engineio.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/// A WebSocket client that says exactly what a test wants said, allowed or not. Blocking; one thread.
public final class RawWebSocket implements AutoCloseable {
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;

    private static final int PATIENCE_MILLIS = 4_000;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private boolean reset;

    /// What came in. A connection that ended is a close frame of status -1.
    public record Frame(int opcode, byte[] payload) {
        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        public int closeStatus() {
            return payload.length < 2 ? 0 : ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
        }
    }

    /// The handshake was answered with something else than 101.
    public static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final String body;

        Refused(int status, String body) {
            super(status + " " + body);
            this.status = status;
            this.body = body;
        }

        public int status() {
            return status;
        }

        public String body() {
            return body;
        }
    }

    private RawWebSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    public static RawWebSocket open(int port, String uri, String... headers) throws IOException {
        Socket socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
        RawWebSocket raw = new RawWebSocket(socket);
        StringBuilder head = new StringBuilder("GET " + uri + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + Base64.getEncoder().encodeToString(new byte[16]) + "\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        raw.out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        raw.out.flush();
        String answer = raw.readHead();
        int status = Integer.parseInt(answer.substring(9, 12));
        if (status != 101) {
            String body = raw.readBody(answer);
            socket.close();
            throw new Refused(status, body);
        }
        return raw;
    }

    private String readHead() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(in.readUnsignedByte());
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private String readBody(String head) throws IOException {
        for (String line : head.split("\r\n")) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                byte[] body = new byte[Integer.parseInt(line.substring(15).strip())];
                in.readFully(body);
                return new String(body, StandardCharsets.UTF_8);
            }
        }
        return "";
    }

    public void text(String text) throws IOException {
        frame(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
    }

    public void binary(int... bytes) throws IOException {
        byte[] payload = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            payload[i] = (byte) bytes[i];
        }
        frame(BINARY, true, payload);
    }

    /// One frame, masked with zeros.
    public void frame(int opcode, boolean fin, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write((fin ? 0x80 : 0) | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length <= 0xffff) {
            frame.write(0x80 | 126);
            frame.write(payload.length >>> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            frame.writeBytes(new byte[4]);
            for (int shift = 24; shift >= 0; shift -= 8) {
                frame.write(payload.length >>> shift);
            }
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        raw(frame.toByteArray());
    }

    public void raw(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /// The next frame; waits 4 seconds at most, then throws.
    public Frame next() throws IOException {
        try {
            int first = in.readUnsignedByte();
            long length = in.readUnsignedByte();
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = in.readLong();
            }
            byte[] payload = new byte[Math.toIntExact(length)];
            in.readFully(payload);
            return new Frame(first & 0x0f, payload);
        } catch (SocketException e) {
            reset = true;
            return new Frame(CLOSE, new byte[] {-1, -1});
        } catch (EOFException e) {
            return new Frame(CLOSE, new byte[] {-1, -1});
        }
    }

    /// The next text.
    public String nextText() throws IOException {
        Frame frame = next();
        if (frame.opcode() != TEXT) {
            throw new IOException("expected text, got opcode " + frame.opcode() + " " + frame.closeStatus());
        }
        return frame.text();
    }

    /// The next text that is no ping; pings are answered.
    public String nextMessage() throws IOException {
        String text = nextText();
        while (text.equals("2")) {
            text("3");
            text = nextText();
        }
        return text;
    }

    /// Reads until the server closes; returns the status of its close frame, 0 for one without.
    public int untilClosed() throws IOException {
        Frame frame = next();
        while (frame.opcode() != CLOSE) {
            frame = next();
        }
        return frame.closeStatus();
    }

    /// Whether the connection, now ended, did so by a reset, which does not wait behind what was not read.
    public boolean wasReset() {
        return reset;
    }

    /// Lets the kernel's buffers be the only ones: from now on nothing is read.
    public void stopReading() throws SocketException {
        socket.setReceiveBufferSize(4096);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /// Ends the connection without a word, as a crash does.
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }
}
