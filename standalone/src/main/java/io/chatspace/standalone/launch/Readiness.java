package io.chatspace.standalone.launch;

import io.chatspace.standalone.StartFailure;
import io.chatspace.standalone.process.Pause;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Pattern;

/// Waits until the whole way through the gateway works: its own answer, the keys of auth-service, and a Socket.IO
/// session on a
/// presence node that the gateway found in the registry.
public final class Readiness {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PER_REQUEST = Duration.ofSeconds(5);
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");
    private static final String SOCKET = "/socket.io/?EIO=4&transport=polling";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PER_REQUEST)
            .build();
    private final String base;

    public Readiness(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    public void await() {
        var deadline = System.nanoTime() + LIMIT.toNanos();
        awaitOk("/api/status", deadline);
        awaitOk("/.well-known/jwks.json", deadline);
        var sid = SID.matcher(awaitOk(SOCKET, deadline));
        if (sid.find()) {
            // The Engine.IO close packet: the session was only a look.
            send(HttpRequest.newBuilder(URI.create(base + SOCKET + "&sid=" + sid.group(1)))
                    .header("content-type", "text/plain")
                    .POST(BodyPublishers.ofString("1")));
        }
    }

    private String awaitOk(String path, long deadline) {
        while (true) {
            var answer = send(HttpRequest.newBuilder(URI.create(base + path)).GET());
            if (answer.status() == 200) {
                return answer.body();
            }
            if (System.nanoTime() > deadline) {
                throw new StartFailure("The services started, but " + path + " answers "
                        + (answer.status() == 0 ? answer.body() : answer.status()) + " through the gateway.");
            }
            Pause.briefly();
        }
    }

    /// @param status 0 where there was no answer; the body then says why
    private record Answer(int status, String body) {}

    private Answer send(HttpRequest.Builder request) {
        try {
            var response = client.send(request.timeout(PER_REQUEST).build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            return new Answer(0, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("The start was interrupted.", e);
        }
    }
}
