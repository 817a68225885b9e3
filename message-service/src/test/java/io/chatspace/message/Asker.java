package io.chatspace.message;

import io.chatspace.contracts.UserView;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client of the assistant that can also read an answer as it comes, and hang up.
final class Asker {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();

    private final MessageStack stack;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    record Answer(int status, @Nullable String retryAfter, JsonNode body) {
        String text(String field) {
            return body.path(field).stringValue("");
        }
    }

    record Event(String name, JsonNode data) {}

    Asker(MessageStack stack) {
        this.stack = stack;
    }

    static String prompt(String text) {
        return JSON.writeValueAsString(JSON.createObjectNode().put("prompt", text));
    }

    static String streamed(String text) {
        return JSON.writeValueAsString(
                JSON.createObjectNode().put("prompt", text).put("stream", true));
    }

    Answer ask(UserView user, String body) {
        var answer = send(user, body, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        return new Answer(
                answer.statusCode(),
                answer.headers().firstValue("Retry-After").orElse(null),
                JSON.readTree(answer.body()));
    }

    /// One that is under way; cancelling it closes the connection.
    CompletableFuture<HttpResponse<String>> asking(UserView user, String body) {
        return http.sendAsync(request(user, body), HttpResponse.BodyHandlers.ofString());
    }

    Stream stream(UserView user, String body) {
        return new Stream(send(user, body, HttpResponse.BodyHandlers.ofInputStream()));
    }

    private <T> HttpResponse<T> send(UserView user, String body, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request(user, body), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest request(UserView user, String body) {
        return HttpRequest.newBuilder(URI.create(stack.url() + "/api/ai/chat"))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + stack.tokenOf(user))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    /// An answer as server-sent events.
    static final class Stream implements AutoCloseable {
        private final HttpResponse<InputStream> response;
        private final BufferedReader reader;

        Stream(HttpResponse<InputStream> response) {
            this.response = response;
            this.reader = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        int status() {
            return response.statusCode();
        }

        String contentType() {
            return response.headers().firstValue("Content-Type").orElse("");
        }

        /// The next event, or null at the end.
        @Nullable
        Event next() {
            var name = "message";
            var data = new StringBuilder();
            try {
                for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                    if (line.isEmpty() && !data.isEmpty()) {
                        return new Event(name, JSON.readTree(data.toString()));
                    }
                    if (line.startsWith("event:")) {
                        name = line.substring("event:".length()).strip();
                    } else if (line.startsWith("data:")) {
                        data.append(line.substring("data:".length()));
                    }
                }
                return null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        List<Event> rest() {
            var events = new ArrayList<Event>();
            for (var event = next(); event != null; event = next()) {
                events.add(event);
            }
            return events;
        }

        /// Hangs up.
        @Override
        public void close() {
            try {
                response.body().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
