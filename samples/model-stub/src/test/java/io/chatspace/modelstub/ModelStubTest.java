package io.chatspace.modelstub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelStubTest {
    private static final String GOOD = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"two words\"}]";

    private final ModelStub stub = ModelStub.demo(0);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void demoShouldSayThatItIsOneAndRepeatTheQuestion() {
        assertThat(post("Bearer k", GOOD + "}").body())
                .contains("[demo]")
                .contains("not a language model")
                .contains("two words");
        assertThat(stub.received())
                .singleElement()
                .satisfies(request -> assertThat(request.question()).isEqualTo("two words"));
    }

    @Test
    void streamShouldComeWordByWordAndEnd() {
        var body = post("Bearer k", GOOD + ",\"stream\":true}").body();

        assertThat(body.split("\n\n")).hasSizeGreaterThan(20).allMatch(event -> event.startsWith("data: "));
        assertThat(body).contains("\"content\":\"[demo]\"").endsWith("data: [DONE]\n\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{}",
                "{\"model\":\"m\"}",
                "{\"model\":\"m\",\"messages\":[]}",
                "{\"model\":1,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"robot\",\"content\":\"x\"}]}",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]}",
                GOOD + ",\"stream\":\"yes\"}",
                GOOD + ",\"max_tokens\":\"many\"}"
            })
    void whatBreaksTheProtocolShouldBeRefused(String body) {
        assertThat(post("Bearer k", body).statusCode()).isEqualTo(400);
        assertThat(stub.received()).isEmpty();
        assertThat(stub.calls()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "Basic k"})
    void keyShouldBeAskedFor(String authorization) {
        assertThat(post(authorization, GOOD + "}").statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> post(String authorization, String body) {
        var request = HttpRequest.newBuilder(URI.create(stub.url() + "/chat/completions"))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
