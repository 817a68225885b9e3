package io.chatspace.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatspace.contracts.MessageView;
import io.chatspace.contracts.SocketEvents;
import io.chatspace.kit.test.RealRedis;
import io.chatspace.message.media.picture.Corpus;
import io.chatspace.message.media.picture.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Pictures as those who chat meet them, whichever database the service stands on.
abstract class PicturesContract extends StackContract {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LIMIT = 5 << 20;

    @Test
    void pictureShouldBeSentPushedAndShown() throws IOException {
        var file = Samples.withSegment(Samples.jpeg(640, 480), 0xe1, Samples.exif(6));
        MessageView message;
        try (var device = new Device(RealRedis.uri(), bob)) {
            message = JSON.treeToValue(send("look", "holiday.jpg", file, 201).get("newMessage"), MessageView.class);
            await().until(() -> !device.frames(SocketEvents.NEW_MESSAGE).isEmpty());
            var push = JSON.readTree(
                    device.frames(SocketEvents.NEW_MESSAGE).getFirst().args());
            assertThat(JSON.treeToValue(push.get(0), MessageView.class)).isEqualTo(message);
        }

        var meta = Objects.requireNonNull(message.imageMeta());
        assertThat(message.text()).isEqualTo("look");
        assertThat(message.image()).matches(stack.url() + "/api/media/[0-9a-f]{32}");
        assertThat(meta.thumb()).isEqualTo(message.image() + "/thumb");
        assertThat(List.of(meta.width(), meta.height())).containsExactly(480, 640);
        assertThat(meta.blurhash()).hasSize(28);
        assertThat(stack.history(bob, alice)).singleElement().satisfies(kept -> {
            assertThat(kept.image()).isEqualTo(message.image());
            assertThat(kept.imageMeta()).isEqualTo(meta);
        });
        var image = ImageIO.read(new ByteArrayInputStream(body(get(message.image(), 200))));
        var thumb = ImageIO.read(new ByteArrayInputStream(body(get(meta.thumb(), 200))));
        assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(480, 640);
        assertThat(List.of(thumb.getWidth(), thumb.getHeight())).containsExactly(240, 320);
    }

    @Test
    void pictureShouldBeServedToAnybodyForGoodAndHarmless() {
        var url = sent(Samples.png(60, 40));

        var headers = get(url, 200).getResponseHeaders();

        assertThat(headers.getContentType()).isEqualTo(MediaType.IMAGE_PNG);
        assertThat(headers.getFirst("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(headers.getFirst("Content-Security-Policy")).contains("sandbox");
        assertThat(headers.getCacheControl()).isEqualTo("public, max-age=31536000, immutable");
        assertThat(headers.getFirst("Accept-Ranges")).isEqualTo("bytes");
        assertThat(headers.getETag()).matches("\"[0-9a-f]{32}\"");
        assertThat(get(url + "/thumb", 200).getResponseHeaders().getETag()).isNotEqualTo(headers.getETag());
    }

    @Test
    void pictureShouldNotBeSentAgainToWhoHasIt() {
        var url = sent(Samples.png(60, 40));
        var tag = Objects.requireNonNull(get(url, 200).getResponseHeaders().getETag());

        for (var known : List.of(tag, "W/" + tag, "\"other\", " + tag, "*")) {
            var answer = get(url, 304, "If-None-Match", known);
            assertThat(answer.getResponseBody()).as(known).isNull();
            assertThat(answer.getResponseHeaders().getETag()).isEqualTo(tag);
        }
        get(url, 200, "If-None-Match", "\"other\"");
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-9, 0, 10",
        "bytes=100-199, 100, 200",
        "bytes=10-, 10, -1",
        "bytes=-10, -10, -1",
        "bytes=0-999999999, 0, -1",
        "bytes=-999999999, 0, -1"
    })
    void rangeShouldBeServed(String range, int from, int to) {
        var url = sent(Samples.png(200, 150));
        var whole = body(get(url, 200));
        int start = from < 0 ? whole.length + from : from;
        int end = to < 0 ? whole.length : to;

        var answer = get(url, start == 0 && end == whole.length ? 200 : 206, "Range", range);

        assertThat(body(answer)).isEqualTo(Arrays.copyOfRange(whole, start, end));
        assertThat(answer.getResponseHeaders().getContentLength()).isEqualTo(end - start);
        if (end - start < whole.length) {
            assertThat(answer.getResponseHeaders().getFirst("Content-Range"))
                    .isEqualTo("bytes " + start + "-" + (end - 1) + "/" + whole.length);
        }
    }

    @Test
    void rangeBehindTheEndShouldBe416() {
        var url = sent(Samples.png(60, 40));
        int size = body(get(url, 200)).length;

        for (var range : List.of("bytes=" + size + "-", "bytes=99999999-", "bytes=-0")) {
            var answer = get(url, 416, "Range", range);
            assertThat(answer.getResponseHeaders().getFirst("Content-Range")).isEqualTo("bytes */" + size);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=a-b", "bytes=5-2", "lines=1-2", "bytes=0-1,4-5", "bytes=", "-"})
    void rangeThatMakesNoSenseShouldGiveTheWhole(String range) {
        var url = sent(Samples.png(60, 40));

        assertThat(body(get(url, 200, "Range", range))).isEqualTo(body(get(url, 200)));
    }

    @Test
    void rangeOfAnotherPictureShouldGiveTheWhole() {
        var url = sent(Samples.png(60, 40));
        var tag = Objects.requireNonNull(get(url, 200).getResponseHeaders().getETag());

        assertThat(body(get(url, 206, "Range", "bytes=0-3", "If-Range", tag))).hasSize(4);
        assertThat(body(get(url, 200, "Range", "bytes=0-3", "If-Range", "\"other\"")))
                .hasSizeGreaterThan(4);
    }

    @Test
    void headShouldSayWhatGetWouldGive() {
        var url = sent(Samples.png(60, 40));
        var size = body(get(url, 200)).length;

        var head = stack.http()
                .head()
                .uri(URI.create(url))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult();

        assertThat(head.getResponseBody()).isNull();
        assertThat(head.getResponseHeaders().getContentLength()).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"00000000000000000000000000000000", "x", "not-an-id", "ABCDEF00000000000000000000000000", "0"})
    void unknownPictureShouldBe404(String id) {
        for (var path : List.of("/api/media/" + id, "/api/media/" + id + "/thumb")) {
            var answer = get(stack.url() + path, 404);
            assertThat(answer.getResponseHeaders().getCacheControl()).isEqualTo("no-store");
            assertThat(JSON.readTree(body(answer)).get("message").stringValue()).isNotBlank();
        }
    }

    @Test
    void everyFileOfTheCorpusShouldBeRefusedOrComeOutClean() throws IOException {
        long before = stored();
        for (var entry : Corpus.all()) {
            var answer = send(null, "x.png", entry.file(), entry.isTaken() ? 201 : 400);
            if (entry.isTaken()) {
                var url = answer.get("newMessage").get("image").stringValue();
                assertThat(ImageIO.read(new ByteArrayInputStream(body(get(url, 200)))))
                        .as(entry.name())
                        .isNotNull();
                before++;
            } else {
                assertThat(answer.get("code").stringValue()).as(entry.name()).isEqualTo(entry.outcome());
                assertThat(answer.get("message").stringValue()).as(entry.name()).isNotBlank();
            }
            assertThat(stored()).as(entry.name()).isEqualTo(before);
        }
    }

    @Test
    void fileThatIsNoPictureShouldBeRefusedInTheWordsOfTheContract() {
        var answer = send("see", "cat.png", Samples.text("<svg onload=alert(1)>"), 400);

        assertThat(answer.get("message").stringValue()).isEqualTo("Only image files are allowed!");
        assertThat(stack.history(bob, alice)).isEmpty();
    }

    @Test
    void fileOfFiveMebibytesShouldBeTakenAndOneByteMoreNot() {
        var jpeg = Samples.jpeg(400, 300);

        send(null, "x.jpg", Samples.join(jpeg, new byte[LIMIT - jpeg.length]), 201);
        var refused = send(null, "x.jpg", Samples.join(jpeg, new byte[LIMIT + 1 - jpeg.length]), 413);

        assertThat(refused.get("code").stringValue()).isEqualTo("too_large");
    }

    @Test
    void pictureShouldBeRefusedWhileAnAdminHasTurnedUploadsOff() {
        long before = stored();
        turnUploads(false);
        try {
            var refused = send("see", "x.png", Samples.png(10, 10), 403);

            assertThat(refused.get("message").stringValue()).isEqualTo("Image uploads are disabled by admin");
            assertThat(refused.get("code").stringValue()).isEqualTo("uploads_disabled");
            assertThat(stack.send(alice, bob, "words go on").text()).isEqualTo("words go on");
            assertThat(stored()).isEqualTo(before);
        } finally {
            turnUploads(true);
        }
        sent(Samples.png(10, 10));
    }

    private void turnUploads(boolean on) {
        stack.http()
                .post()
                .uri("/api/messages/uploads")
                .headers(headers -> headers.setBearerAuth(auth.tokens().adminTokenOf(alice.id())))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"enabled\":" + on + "}")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void pictureForNobodyShouldNotBeKept() {
        long before = stored();
        var parts = parts("hi", "x.png", Samples.png(10, 10));

        stack.as(alice)
                .post()
                .uri("/api/messages/send/" + MessageStack.newId())
                .bodyValue(parts.build())
                .exchange()
                .expectStatus()
                .isNotFound();
        stack.as(alice)
                .post()
                .uri("/api/messages/send/" + bob.id())
                .bodyValue(
                        parts("x".repeat(20_001), "x.png", Samples.png(10, 10)).build())
                .exchange()
                .expectStatus()
                .isBadRequest();

        assertThat(stored()).isEqualTo(before);
    }

    @Test
    void repeatedSendShouldGiveTheFirstMessageAndKeepOnePicture() {
        long before = stored();
        var parts = parts(null, "x.png", Samples.png(10, 10));
        parts.part("clientMessageId", "once");

        var first = post(parts, 201).get("newMessage");
        var again = post(parts, 201).get("newMessage");

        assertThat(again).isEqualTo(first);
        assertThat(stored()).isEqualTo(before + 1);
        get(first.get("image").stringValue(), 200);
    }

    @Test
    void fieldWithoutAChosenFileShouldCountAsNone() {
        var answer = send("only words", "", new byte[0], 201);

        assertThat(answer.get("newMessage").get("image").stringValue()).isEmpty();
        assertThat(answer.get("newMessage").has("imageMeta")).isFalse();
        assertThat(send(null, "", new byte[0], 400).get("message").stringValue())
                .isEqualTo("Either text or image is required");
    }

    @ParameterizedTest
    @CsvSource({
        "chat.example.org, https, https://chat.example.org",
        "chat.example.org:8443, https, https://chat.example.org:8443",
        "localhost:8080, http, http://localhost:8080",
        "[::1]:8080, http, http://[::1]:8080",
        "'evil/path\"><script>', https, own",
        "'a b', http, own"
    })
    void addressShouldBeTheOneThatTheGatewayWasCalledBy(String host, String scheme, String origin) {
        var answer = stack.as(alice)
                .post()
                .uri("/api/messages/send/" + bob.id())
                .header("X-Forwarded-Host", host)
                .header("X-Forwarded-Proto", scheme)
                .bodyValue(parts(null, "x.png", Samples.png(10, 10)).build())
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(JSON.readTree(Objects.requireNonNull(answer))
                        .get("newMessage")
                        .get("image")
                        .stringValue())
                .startsWith((origin.equals("own") ? stack.url() : origin) + "/api/media/");
    }

    @Test
    void profilePictureShouldBeKeptForWhoeverHasAToken() throws IOException {
        var parts = new MultipartBodyBuilder();
        parts.part("file", resource(Samples.jpeg(500, 500))).filename("picture");

        stack.http()
                .post()
                .uri("/api/media")
                .bodyValue(parts.build())
                .exchange()
                .expectStatus()
                .isUnauthorized();
        var answer = JSON.readTree(Objects.requireNonNull(stack.as(alice)
                .post()
                .uri("/api/media")
                .bodyValue(parts.build())
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody()));

        assertThat(answer.get("success").booleanValue()).isTrue();
        var url = answer.get("url").stringValue();
        assertThat(answer.get("thumb").stringValue()).isEqualTo(url + "/thumb");
        assertThat(ImageIO.read(new ByteArrayInputStream(body(get(url, 200)))).getWidth())
                .isEqualTo(500);
    }

    @Test
    void profilePictureShouldBeRefusedWhereThereIsNone() {
        for (var parts : Stream.of("picture", "file", "twice")
                .map(PicturesContract::badFile)
                .toList()) {
            var answer = stack.as(alice)
                    .post()
                    .uri("/api/media")
                    .bodyValue(parts.build())
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectBody(String.class)
                    .returnResult()
                    .getResponseBody();
            assertThat(JSON.readTree(Objects.requireNonNull(answer))
                            .get("success")
                            .booleanValue())
                    .isFalse();
        }
        stack.as(alice)
                .post()
                .uri("/api/media")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{}")
                .exchange()
                .expectStatus()
                .isEqualTo(415);
        stack.as(alice)
                .post()
                .uri("/api/media")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .bodyValue("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\n\r\ncut")
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    private static MultipartBodyBuilder badFile(String kind) {
        var parts = new MultipartBodyBuilder();
        switch (kind) {
            case "file" ->
                parts.part("file", resource(Samples.text("no picture"))).filename("x.png");
            case "twice" -> {
                parts.part("file", resource(Samples.png(5, 5))).filename("x.png");
                parts.part("more", resource(Samples.png(5, 5))).filename("y.png");
            }
            default -> parts.part("picture", resource(Samples.png(5, 5))).filename("x.png");
        }
        return parts;
    }

    private String sent(byte[] file) {
        return send(null, "x.png", file, 201).get("newMessage").get("image").stringValue();
    }

    private JsonNode send(@Nullable String text, String name, byte[] file, int status) {
        return post(parts(text, name, file), status);
    }

    private JsonNode post(MultipartBodyBuilder parts, int status) {
        var answer = stack.as(alice)
                .post()
                .uri("/api/messages/send/" + bob.id())
                .bodyValue(parts.build())
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return JSON.readTree(Objects.requireNonNull(answer));
    }

    private static MultipartBodyBuilder parts(@Nullable String text, String name, byte[] file) {
        var parts = new MultipartBodyBuilder();
        if (text != null) {
            parts.part("text", text);
        }
        parts.part("image", resource(file))
                .header(HttpHeaders.CONTENT_DISPOSITION, "form-data; name=\"image\"; filename=\"" + name + "\"");
        return parts;
    }

    private static ByteArrayResource resource(byte[] file) {
        return new ByteArrayResource(file);
    }

    private EntityExchangeResult<byte[]> get(String url, int status, String... headers) {
        return stack.http()
                .get()
                .uri(URI.create(url))
                .headers(all -> {
                    for (int i = 0; i < headers.length; i += 2) {
                        all.set(headers[i], headers[i + 1]);
                    }
                })
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .returnResult();
    }

    private static byte[] body(EntityExchangeResult<byte[]> answer) {
        return Objects.requireNonNull(answer.getResponseBody());
    }

    /// Pictures that are kept: as many records, and twice as many files.
    private long stored() {
        var mongo = stack.bean(ReactiveMongoTemplate.class);
        long records = count(mongo, "media");
        assertThat(count(mongo, "media.files")).isEqualTo(2 * records);
        return records;
    }

    private static long count(ReactiveMongoTemplate mongo, String collection) {
        return Objects.requireNonNull(
                mongo.findAll(Document.class, collection).count().block());
    }
}
