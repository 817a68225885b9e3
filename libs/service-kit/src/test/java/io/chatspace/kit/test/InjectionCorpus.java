package io.chatspace.kit.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.kit.test.HostileField.Place;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Sends every hostile value in a field, one request each, and judges the answers: a 4xx in the envelope of
/// errors, or a
/// success that keeps the text as it was sent; never a fault of the service's, and nothing of a stranger's.
public final class InjectionCorpus implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LONGEST_IN_A_URL = 2000;
    private static final String JSON_TYPE = "application/json";
    private static final String FORM_TYPE = "application/x-www-form-urlencoded";
    private static final String PARTS_TYPE = "multipart/form-data; boundary=hostile";

    private final HttpClient http = HttpClient.newHttpClient();
    private final SoftAssertions softly = new SoftAssertions();
    private final String url;
    private final Supplier<String> token;
    private final String secret;
    private int number;

    /// @param url    of the running service
    /// @param token  of the one who asks; asked for before each request; empty for none
    /// @param secret text that only others may read
    public InjectionCorpus(String url, Supplier<String> token, String secret) {
        this.url = url;
        this.token = token;
        this.secret = secret;
    }

    /// How many requests were made.
    public int requests() {
        return number;
    }

    public InjectionCorpus fill(HostileField field) throws IOException, InterruptedException {
        for (var place : field.places()) {
            var values = place == Place.JSON || place == Place.MULTIPART
                    ? HostileValues.literals()
                    : HostileValues.encoded(place == Place.FORM ? Integer.MAX_VALUE : LONGEST_IN_A_URL);
            for (var value : values.entrySet()) {
                boolean isText = !value.getValue().equals(HostileValues.NO_TEXT);
                if (place != Place.MULTIPART || isText) {
                    send(field, place, value.getKey(), isText ? value.getValue() : null);
                }
            }
        }
        if (field.places().contains(Place.JSON) && field.template() == null) {
            for (var name : HostileValues.names()) {
                var fields = new LinkedHashMap<>(field.others());
                fields.put(name, "{\"$gt\":\"\"}");
                judge(field, name, null, exchange(field.endpoint(), "", JSON_TYPE, object(fields)));
            }
        }
        return this;
    }

    /// Throws what was wrong with any answer so far.
    public void verdict() {
        softly.assertAll();
        assertThat(number).isPositive();
    }

    private void send(HostileField field, Place place, String value, @Nullable String text)
            throws IOException, InterruptedException {
        var endpoint = field.endpoint();
        var answer = switch (place) {
            case JSON -> exchange(endpoint, "", JSON_TYPE, filled(field, value));
            case FORM -> exchange(endpoint, "", FORM_TYPE, form(field, value));
            case MULTIPART -> exchange(endpoint, "", PARTS_TYPE, parts(field, text == null ? "" : text));
            case QUERY -> exchange(endpoint, "?" + field.name() + "=" + inQuery(field, value), null, null);
            case PATH ->
                exchange(
                        endpoint.replace("{" + field.name() + "}", inPath(value)),
                        "",
                        endpoint.startsWith("GET ") ? null : JSON_TYPE,
                        endpoint.startsWith("GET ") ? null : object(field.others()));
        };
        judge(field, place + " " + value, text, answer);
    }

    private void judge(HostileField field, String value, @Nullable String text, HttpResponse<String> answer) {
        var what = field.endpoint() + ", " + field.name() + " = "
                + value.substring(0, Math.min(value.length(), 80)) + ": " + answer.statusCode() + " "
                + answer.body().substring(0, Math.min(answer.body().length(), 300));
        softly.assertThat(answer.body()).as(what).doesNotContain(secret);
        softly.assertThat(answer.headers().map()).as(what).doesNotContainKey("x-injected");
        if (answer.statusCode() >= 400) {
            softly.assertThat(answer.statusCode()).as(what).isLessThan(500);
            var body = read(answer.body());
            softly.assertThat(body.path("success").asBoolean(true)).as(what).isFalse();
            softly.assertThat(body.path("code").asString("")).as(what).matches("[a-z_]+");
            softly.assertThat(body.path("message").asString(""))
                    .as(what)
                    .isNotBlank()
                    .doesNotContain("Exception", "java.", "io.chatspace", "mongo");
        } else if (text != null && field.shownAt() != null) {
            softly.assertThat(read(answer.body()).at(field.shownAt()).asString(""))
                    .as(what)
                    .isEqualTo(text);
        }
    }

    private static JsonNode read(String body) {
        return body.startsWith("{") ? JSON.readTree(body) : JSON.createObjectNode();
    }

    private static String filled(HostileField field, String value) {
        var template = field.template();
        if (template != null) {
            return template.replace(HostileField.VALUE, value);
        }
        var fields = new LinkedHashMap<>(field.others());
        fields.put(field.name(), value);
        return object(fields);
    }

    private static String object(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> JSON.writeValueAsString(field.getKey()) + ":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /// What separates a form's fields is nothing special in a path.
    private static String inPath(String value) {
        return value.replace("+", "%20").replace("[", "%5B").replace("]", "%5D");
    }

    private static String inQuery(HostileField field, String value) {
        return value.replace("FIELD", field.name()).replace("[", "%5B").replace("]", "%5D");
    }

    private static String form(HostileField field, String value) {
        var others = field.others().entrySet().stream()
                .map(other -> other.getKey() + "=" + URLEncoder.encode(plain(other.getValue()), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return others + "&" + field.name() + "=" + value.replace("FIELD", field.name());
    }

    private static String parts(HostileField field, String text) {
        var all = new LinkedHashMap<String, String>();
        field.others().forEach((name, literal) -> all.put(name, plain(literal)));
        all.put(field.name(), text);
        return all.entrySet().stream()
                        .map(part -> "--hostile\r\nContent-Disposition: form-data; name=\"" + part.getKey()
                                + "\"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + part.getValue() + "\r\n")
                        .collect(Collectors.joining())
                + "--hostile--\r\n";
    }

    private static String plain(String literal) {
        return JSON.readTree(literal).asString("");
    }

    private HttpResponse<String> exchange(String endpoint, String query, @Nullable String type, @Nullable String body)
            throws IOException, InterruptedException {
        number++;
        var parts = endpoint.split(" ", 2);
        var numbered = body == null
                ? null
                : body.replace("<n>", Integer.toString(number)).replace("%3Cn%3E", Integer.toString(number));
        var request = HttpRequest.newBuilder(URI.create(url + parts[1] + query))
                .timeout(PATIENCE)
                .method(parts[0], numbered == null ? BodyPublishers.noBody() : BodyPublishers.ofString(numbered));
        if (type != null) {
            request = request.header("Content-Type", type);
        }
        var credential = token.get();
        if (!credential.isEmpty()) {
            request = request.header("Authorization", "Bearer " + credential);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.close();
    }
}
