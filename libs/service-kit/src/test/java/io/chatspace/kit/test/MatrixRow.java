package io.chatspace.kit.test;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What one endpoint answers to each kind of caller.
///
/// @param endpoint as [MappedEndpoints] names it
/// @param open     whether it looks at no token
/// @param answers  the status for each caller of the matrix; of an open one for everybody, under [#EVERYBODY]
/// @param readers  callers who get to see the scene's secret; it must not be in anybody else's answer
/// @param query    after the path, `?` included; may be empty
/// @param body     null for none; `<name>` stands for a variable of the scene
public record MatrixRow(
        String endpoint,
        boolean open,
        Map<String, Integer> answers,
        Set<String> readers,
        String query,
        String contentType,
        @Nullable String body) {
    static final String EVERYBODY = "everybody";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    public static MatrixRow open(String endpoint, int status) {
        return new MatrixRow(endpoint, true, Map.of(EVERYBODY, status), Set.of(), "", "application/json", null);
    }

    public static MatrixRow guarded(String endpoint, Map<String, Integer> answers) {
        return new MatrixRow(endpoint, false, answers, Set.of(), "", "application/json", null);
    }

    public MatrixRow sending(String json) {
        return sending(contentType, json);
    }

    public MatrixRow sending(String type, String text) {
        return new MatrixRow(endpoint, open, answers, readers, query, type, text);
    }

    public MatrixRow asking(String text) {
        return new MatrixRow(endpoint, open, answers, readers, text, contentType, body);
    }

    public MatrixRow readBy(String... callers) {
        return new MatrixRow(endpoint, open, answers, Set.of(callers), query, contentType, body);
    }

    /// @param token empty for none
    HttpRequest request(String url, Map<String, String> variables, String token) {
        var parts = endpoint.split(" ", 2);
        var path = parts[1] + query;
        var text = body == null ? "" : body;
        for (var variable : variables.entrySet()) {
            path = path.replace("{" + variable.getKey() + "}", variable.getValue());
            text = text.replace("<" + variable.getKey() + ">", variable.getValue());
        }
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .method(parts[0], body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(text));
        if (body != null) {
            request = request.header("Content-Type", contentType);
        }
        return (token.isEmpty() ? request : request.header("Authorization", "Bearer " + token)).build();
    }
}
