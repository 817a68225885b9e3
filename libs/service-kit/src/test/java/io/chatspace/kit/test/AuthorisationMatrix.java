package io.chatspace.kit.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import tools.jackson.databind.json.JsonMapper;

/// Every endpoint of a service against every kind of caller, those with a token that is refused and those
/// with a good
/// one. An endpoint without a row, and a row that leaves out a caller, fail.
///
/// @param url     of the running service
/// @param refused tokens of [RefusedTokens]
/// @param stage   sets the scene for calls of an endpoint anew: calls with a good token may change what
/// they find
public record AuthorisationMatrix(
        String url, Map<String, String> refused, List<MatrixRow> rows, Function<String, Scene> stage) {
    private static final JsonMapper JSON = new JsonMapper();

    /// @param tokens    a good one for each caller
    /// @param variables values of path variables, and of what bodies name
    /// @param secret    what only the readers of a row may see
    public record Scene(Map<String, String> tokens, Map<String, String> variables, String secret) {}

    private record Answer(int status, String body) {
        String message() {
            return body.startsWith("{") && !body.strip().contains("\n")
                    ? JSON.readTree(body).path("message").asString("")
                    : "";
        }
    }

    /// @param endpoints what the service maps
    public void check(Set<String> endpoints) throws IOException, InterruptedException {
        assertThat(rows.stream().map(MatrixRow::endpoint).collect(Collectors.toSet()))
                .as("endpoints that have a row")
                .isEqualTo(endpoints);
        var softly = new SoftAssertions();
        try (var http = HttpClient.newHttpClient()) {
            for (var row : rows) {
                checkRefused(http, row, softly);
                if (!row.open()) {
                    checkCallers(http, row, softly);
                }
            }
        }
        softly.assertAll();
    }

    private void checkRefused(HttpClient http, MatrixRow row, SoftAssertions softly)
            throws IOException, InterruptedException {
        var scene = stage.apply(row.endpoint());
        for (var token : refused.entrySet()) {
            var answer = call(http, row, scene, token.getValue());
            var what = row.endpoint() + " with " + token.getKey();
            var text = "Unauthorized - " + RefusedTokens.reason(token.getKey());
            if (row.open()) {
                softly.assertThat(answer.status())
                        .as(what)
                        .isEqualTo(row.answers().get(MatrixRow.EVERYBODY));
                softly.assertThat(answer.message()).as(what).isNotEqualTo(text);
            } else {
                softly.assertThat(answer.status()).as(what).isEqualTo(401);
                softly.assertThat(answer.message()).as(what).isEqualTo(text);
            }
        }
    }

    private void checkCallers(HttpClient http, MatrixRow row, SoftAssertions softly)
            throws IOException, InterruptedException {
        softly.assertThat(row.answers().keySet())
                .as("callers in the row of " + row.endpoint())
                .isEqualTo(stage.apply(row.endpoint()).tokens().keySet());
        for (var expected : row.answers().entrySet()) {
            var caller = expected.getKey();
            var scene = stage.apply(row.endpoint());
            var token = scene.tokens().get(caller);
            var answer = call(http, row, scene, token == null ? "" : token);
            var what = row.endpoint() + " by " + caller + ": " + answer.body();
            softly.assertThat(answer.status()).as(what).isEqualTo(expected.getValue());
            if (row.readers().contains(caller)) {
                softly.assertThat(answer.body()).as(what).contains(scene.secret());
            } else {
                softly.assertThat(answer.body()).as(what).doesNotContain(scene.secret());
            }
        }
    }

    private Answer call(HttpClient http, MatrixRow row, Scene scene, String token)
            throws IOException, InterruptedException {
        var request = row.request(url, scene.variables(), token);
        var response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }
}
