package io.chatspace.standalone;

import io.chatspace.standalone.process.Ports;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the command line asks for.
///
/// @param port           of the gateway
/// @param host           address the gateway listens on; empty for all of this machine's
/// @param presenceNodes  1 to [#MAX_PRESENCE_NODES]
/// @param processes      every service as a JVM of its own
/// @param downloadMongod the official mongod may be fetched
/// @param aiDemo         the assistant answers without a model, and says so
/// @param help           only the usage is wanted
public record Options(
        int port,
        String host,
        int presenceNodes,
        boolean processes,
        boolean downloadMongod,
        boolean aiDemo,
        boolean help) {
    static final int MAX_PRESENCE_NODES = 16;

    static final String USAGE = """
            usage: chatspace run [options]

            Starts ChatSpace: gateway, auth, message and presence services, a Redis and a database.

              --port N              port of the web app and the API (default 8080)
              --host ADDRESS        address to listen on (default: all of this machine's)
              --presence-nodes N    number of Socket.IO nodes, 1 to 16 (default 2)
              --processes           every service as a process of its own; their pids are printed and kept in
                                    the file pids of the data directory
              --download-mongod     fetch the official MongoDB server, once, and use it (needs the network)
              --ai-demo             let the AI assistant answer without a model or a key: it says that it is a
                                    demo, and repeats the question
              --help                this text

            Environment:
              CHATSPACE_DATA        where data is kept (default ~/.local/share/chatspace)
              MONGODB_URI           a MongoDB to use
              CHATSPACE_MONGOD      the mongod to start; none for none (default: the one on the PATH)
              REDIS_URL             a Redis to use (default: one is started)
              AI_API_KEY            the key of an AI provider; see README.md for AI_BASE_URL and AI_MODEL
              CHATSPACE_JAVA_OPTS   more options for the JVM

            The services' own settings can be given as environment variables too; see README.md.""";

    /// Where a browser on this machine finds it.
    String url() {
        return "http://" + (host.isEmpty() || host.equals("0.0.0.0") ? "localhost" : host) + ":" + port;
    }

    /// The same on a loopback port that nobody else uses.
    Options rehearsing() {
        int free = new Ports(new SecureRandom()).next();
        return new Options(free, "127.0.0.1", presenceNodes, processes, downloadMongod, aiDemo, help);
    }

    static Options parse(List<String> arguments) {
        int port = 8080;
        var host = "";
        int presenceNodes = 2;
        boolean processes = false;
        boolean downloadMongod = false;
        boolean aiDemo = false;
        boolean help = false;
        var rest = new ArrayDeque<String>();
        for (var argument : arguments) {
            int equals = argument.indexOf('=');
            if (argument.startsWith("--") && equals > 0) {
                rest.add(argument.substring(0, equals));
                rest.add(argument.substring(equals + 1));
            } else {
                rest.add(argument);
            }
        }
        while (!rest.isEmpty()) {
            var name = rest.remove();
            switch (name) {
                case "--port" -> port = number(name, rest.poll(), 1, 65_535);
                case "--host" -> host = value(name, rest.poll());
                case "--presence-nodes" -> presenceNodes = number(name, rest.poll(), 1, MAX_PRESENCE_NODES);
                case "--processes" -> processes = true;
                case "--download-mongod" -> downloadMongod = true;
                case "--ai-demo" -> aiDemo = true;
                case "--help", "-h" -> help = true;
                default -> throw new UsageError("unknown option " + name);
            }
        }
        return new Options(port, host, presenceNodes, processes, downloadMongod, aiDemo, help);
    }

    private static int number(String name, @Nullable String text, int min, int max) {
        try {
            int number = Integer.parseInt(value(name, text));
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw new UsageError(name + " must be a number from " + min + " to " + max);
    }

    private static String value(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new UsageError(name + " needs a value");
        }
        return text;
    }

    /// A command line that can't be understood.
    static final class UsageError extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UsageError(String sentence) {
            super(sentence);
        }
    }
}
