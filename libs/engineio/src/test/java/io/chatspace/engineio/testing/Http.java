package io.chatspace.engineio.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// A polling client by hand.
public final class Http {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;

    /// @param path of the engine
    public Http(int port, String path) {
        this.base = "http://127.0.0.1:" + port + path;
    }

    public record Answer(int status, String body, HttpResponse<String> response) {
        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    public Answer get(String query) throws IOException, InterruptedException {
        return send("GET", query, "");
    }

    public Answer post(String query, String body) throws IOException, InterruptedException {
        return send("POST", query, body);
    }

    public Answer send(String method, String query, String body, String... headers)
            throws IOException, InterruptedException {
        return answer(client.send(request(method, query, body, headers), BodyHandlers.ofString()));
    }

    public CompletableFuture<Answer> later(String method, String query, String body) {
        return client.sendAsync(request(method, query, body), BodyHandlers.ofString())
                .thenApply(Http::answer);
    }

    private HttpRequest request(String method, String query, String body, String... headers) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base + query))
                .timeout(PATIENCE)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            builder.headers(headers);
        }
        return builder.build();
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.body(), response);
    }

    /// Opens a polling session and returns its id.
    public String open() throws IOException, InterruptedException {
        return sid(get("?EIO=4&transport=polling").body());
    }

    /// The id in an open packet.
    public static String sid(String openPacket) {
        int from = openPacket.indexOf("\"sid\":\"") + 7;
        return openPacket.substring(from, openPacket.indexOf('"', from));
    }

    public static String session(String sid) {
        return "?EIO=4&transport=polling&sid=" + sid;
    }
}
