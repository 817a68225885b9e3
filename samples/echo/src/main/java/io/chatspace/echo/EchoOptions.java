package io.chatspace.echo;

import java.time.Duration;

/// The command line of the echo server.
///
/// @param port 0 for any free one
record EchoOptions(
        int port, String path, Duration pingInterval, Duration pingTimeout, int maxPayload, boolean engineOnly) {
    static final String USAGE =
            "usage: echo [--port 3000] [--path /socket.io/] [--ping-interval MS] [--ping-timeout MS]"
                    + " [--max-payload BYTES] [--engine-only]";

    /// @throws IllegalArgumentException with a sentence for whoever typed it
    static EchoOptions parse(String... args) {
        int port = 3000;
        String path = "";
        int pingInterval = 25_000;
        int pingTimeout = 20_000;
        int maxPayload = 1_000_000;
        boolean engineOnly = false;
        for (int i = 0; i < args.length; i++) {
            String flag = args[i];
            if (flag.equals("--engine-only")) {
                engineOnly = true;
                continue;
            }
            String value;
            int equals = flag.indexOf('=');
            if (equals > 0) {
                value = flag.substring(equals + 1);
                flag = flag.substring(0, equals);
            } else if (++i < args.length) {
                value = args[i];
            } else {
                throw new IllegalArgumentException(flag + " needs a value; " + USAGE);
            }
            switch (flag) {
                case "--port" -> port = number(flag, value, 0, 65_535);
                case "--path" -> path = value;
                case "--ping-interval" -> pingInterval = number(flag, value, 1, Integer.MAX_VALUE);
                case "--ping-timeout" -> pingTimeout = number(flag, value, 1, Integer.MAX_VALUE);
                case "--max-payload" -> maxPayload = number(flag, value, 1, Integer.MAX_VALUE);
                default -> throw new IllegalArgumentException("unknown option " + flag + "; " + USAGE);
            }
        }
        if (path.isEmpty()) {
            path = engineOnly ? "/engine.io/" : "/socket.io/";
        }
        path = (path.startsWith("/") ? "" : "/") + path + (path.endsWith("/") ? "" : "/");
        return new EchoOptions(
                port, path, Duration.ofMillis(pingInterval), Duration.ofMillis(pingTimeout), maxPayload, engineOnly);
    }

    private static int number(String flag, String value, int min, int max) {
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IllegalArgumentException(flag + " must be a number from " + min + " to " + max + ", not " + value);
    }
}
