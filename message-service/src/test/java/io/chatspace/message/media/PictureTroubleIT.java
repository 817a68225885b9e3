package io.chatspace.message.media;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.contracts.UserView;
import io.chatspace.kit.test.RealMongo;
import io.chatspace.kit.test.RealRedis;
import io.chatspace.message.MessageStack;
import io.chatspace.message.StubAuth;
import io.chatspace.message.id.UserId;
import io.chatspace.message.media.picture.Samples;
import io.chatspace.message.media.store.CloudinaryStub;
import io.chatspace.message.media.store.MediaId;
import io.chatspace.message.media.store.MediaPart;
import io.chatspace.message.media.store.MediaRecord;
import io.chatspace.message.media.store.MediaRecord.Part;
import io.chatspace.message.media.store.MediaRecord.Purpose;
import io.chatspace.message.media.store.MediaRecords;
import io.chatspace.message.media.store.MediaStore.MediaType;
import io.chatspace.message.media.store.MediaStores;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

/// Pictures where something is full, down or was killed.
class PictureTroubleIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    /// Not shared: a service that ends takes the event loops of its JVM with it.
    private final StubAuth auth = new StubAuth();

    @AfterEach
    void stop() {
        auth.close();
    }

    @Test
    void storeThatIsDownShouldGive500AndLeaveNothing(@TempDir Path uploads) throws IOException {
        try (var cloudinary = new CloudinaryStub();
                var stack = start(uploads, cloudinary.settings())) {
            var alice = auth.signUp("Alice");

            cloudinary.fail(503);
            refused(send(stack, alice, Samples.png(20, 20)), 500, "Image upload failed");
            cloudinary.fail(0);
            cloudinary.failThumbs(true);
            refused(send(stack, alice, Samples.png(20, 20)), 500, "Image upload failed");
            assertThat(cloudinary.names()).isEmpty();
            assertThat(stack.history(alice, alice)).isEmpty();
            cloudinary.failThumbs(false);

            var answer = send(stack, alice, Samples.png(20, 20));
            assertThat(answer.getStatus().value()).isEqualTo(201);
            assertThat(cloudinary.names()).hasSize(2);
            var url = image(answer);
            assertThat(url).startsWith(stack.url());
            assertThat(fetch(stack, url)).isEqualTo(200);
            assertThat(fetch(stack, url + "/thumb")).isEqualTo(200);
            cloudinary.fail(503);
            assertThat(fetch(stack, url)).isBetween(500, 503);
        }
        assertThat(filesIn(uploads)).isEmpty();
    }

    @Test
    void uploadsBeyondTheRoomShouldBe429WithATimeToComeBack(@TempDir Path uploads) {
        try (var stack = start(uploads, "--chatspace.message.media.max-temp=10KB")) {
            var alice = auth.signUp("Alice");

            var answer = send(stack, alice, noise(20_000));

            refused(answer, 429, "Too many images are being uploaded, please try again");
            assertThat(answer.getResponseHeaders().getFirst("Retry-After")).isEqualTo("5");
            assertThat(stack.bean(UploadArea.class).taken()).isZero();
            assertThat(stack.send(alice, alice, "words go on").text()).isEqualTo("words go on");
        }
    }

    @Test
    void fullQueueShouldBe429AndTheRestShouldBeDone(@TempDir Path uploads) throws Exception {
        var big = Samples.jpeg(3000, 2000);
        try (var stack = start(uploads, "--chatspace.message.media.workers=1", "--chatspace.message.media.queue=2");
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var alice = auth.signUp("Alice");
            Callable<EntityExchangeResult<String>> sending = () -> send(stack, alice, big);

            var answers = clients.invokeAll(
                    IntStream.range(0, 16).mapToObj(_ -> sending).toList());

            var statuses = answers.stream()
                    .map(Future::resultNow)
                    .map(answer -> answer.getStatus().value())
                    .toList();
            assertThat(statuses).containsOnly(201, 429).contains(201, 429);
            assertThat(answers.stream()
                            .map(Future::resultNow)
                            .filter(answer -> answer.getStatus().value() == 429))
                    .allSatisfy(answer -> assertThat(answer.getResponseHeaders().getFirst("Retry-After"))
                            .isEqualTo("5"));
            assertThat(stack.history(alice, alice)).hasSize((int)
                    statuses.stream().filter(status -> status == 201).count());
            assertThat(stack.bean(UploadArea.class).taken()).isZero();
        }
        assertThat(filesIn(uploads)).isEmpty();
    }

    @Test
    void pictureThatWaitedTooLongShouldBe429(@TempDir Path uploads) {
        try (var stack = start(uploads, "--chatspace.message.media.patience=0s")) {
            refused(
                    send(stack, auth.signUp("Alice"), Samples.png(20, 20)),
                    429,
                    "Too many images are being uploaded, please try again");
        }
    }

    @Test
    void sweepShouldRemoveWhatACrashLeftAndNothingElse(@TempDir Path uploads) throws IOException {
        try (var stack = start(uploads)) {
            var alice = auth.signUp("Alice");
            var sent = image(send(stack, alice, Samples.png(20, 20)));
            var orphan = left(stack, alice, LONG_AGO, "http://host/api/media/x");
            var young = left(stack, alice, Instant.now(), "http://host/api/media/y");
            // Its message was stored, then the service died before it could say so.
            var used = left(stack, alice, LONG_AGO, sent);
            var stale = Files.writeString(uploads.resolve("stale.upload"), "x");
            Files.setLastModifiedTime(stale, FileTime.from(LONG_AGO));
            var fresh = Files.writeString(uploads.resolve("fresh.upload"), "x");

            stack.bean(OrphanSweep.class).sweep().block(PATIENCE);
            stack.bean(OrphanSweep.class).sweep().block(PATIENCE);

            assertThat(kept(stack, orphan)).isFalse();
            assertThat(kept(stack, young)).isTrue();
            assertThat(kept(stack, used)).isTrue();
            assertThat(fetch(stack, sent)).isEqualTo(200);
            assertThat(fetch(stack, stack.url() + "/api/media/" + orphan)).isEqualTo(404);
            assertThat(stale).doesNotExist();
            assertThat(fresh).exists();
            var records = stack.bean(MediaRecords.class);
            assertThat(records.pendingSince(Instant.now().plusSeconds(60), 10)
                            .map(MediaRecord::id)
                            .collectList()
                            .block(PATIENCE))
                    .containsExactly(young);
        }
    }

    @Test
    void replacedProfilePicturesShouldGoAndTheCurrentOneStay(@TempDir Path uploads) {
        try (var stack = start(uploads)) {
            var alice = auth.signUp("Alice");
            var bob = auth.signUp("Bob");
            var replaced = profile(stack, alice);
            var current = profile(stack, alice);
            var others = profile(stack, bob);
            auth.picture(alice, stack.url() + "/api/media/" + current);

            upload(stack, alice);

            assertThat(kept(stack, replaced)).isFalse();
            assertThat(kept(stack, current)).isTrue();
            assertThat(kept(stack, others)).isTrue();
        }
    }

    @Test
    void configuredAddressShouldWin(@TempDir Path uploads) {
        try (var stack = start(uploads, "--chatspace.public-url=https://chat.example.org/")) {
            assertThat(image(send(stack, auth.signUp("Alice"), Samples.png(20, 20))))
                    .startsWith("https://chat.example.org/api/media/");
        }
    }

    private MessageStack start(Path uploads, String... settings) {
        var all = new ArrayList<>(List.of("--chatspace.message.media.temp-directory=" + uploads));
        all.addAll(Arrays.asList(settings));
        return MessageStack.start(auth, RealMongo.uri(), RealRedis.uri(), all.toArray(String[]::new));
    }

    private static EntityExchangeResult<String> send(MessageStack stack, UserView alice, byte[] file) {
        var parts = new MultipartBodyBuilder();
        parts.part("image", new ByteArrayResource(file)).filename("x");
        return stack.as(alice)
                .post()
                .uri("/api/messages/send/" + alice.id())
                .bodyValue(parts.build())
                .exchange()
                .expectBody(String.class)
                .returnResult();
    }

    private static void upload(MessageStack stack, UserView user) {
        var parts = new MultipartBodyBuilder();
        parts.part("file", new ByteArrayResource(Samples.png(20, 20))).filename("x");
        stack.as(user)
                .post()
                .uri("/api/media")
                .bodyValue(parts.build())
                .exchange()
                .expectStatus()
                .isCreated();
    }

    private static String image(EntityExchangeResult<String> answer) {
        assertThat(answer.getStatus().value()).isEqualTo(201);
        return JSON.readTree(Objects.requireNonNull(answer.getResponseBody()))
                .get("newMessage")
                .get("image")
                .stringValue();
    }

    private static void refused(EntityExchangeResult<String> answer, int status, String message) {
        assertThat(JSON.readTree(Objects.requireNonNull(answer.getResponseBody()))
                        .get("message")
                        .stringValue())
                .isEqualTo(message);
        assertThat(answer.getStatus().value()).isEqualTo(status);
    }

    private static int fetch(MessageStack stack, String url) {
        return stack.http()
                .get()
                .uri(URI.create(url))
                .exchange()
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
    }

    private static MediaId left(MessageStack stack, UserView owner, Instant when, String url) {
        return left(stack, owner, when, url, Purpose.MESSAGE);
    }

    private static MediaId profile(MessageStack stack, UserView owner) {
        var id = left(stack, owner, LONG_AGO, "http://host/api/media/p", Purpose.PROFILE);
        stack.bean(MediaRecords.class).keep(id).block(PATIENCE);
        return id;
    }

    private static MediaId left(MessageStack stack, UserView owner, Instant when, String url, Purpose purpose) {
        var id = MediaId.random();
        var store = stack.bean(MediaStores.class).current();
        var part = new Part("image/png", 3);
        stack.bean(MediaRecords.class)
                .add(new MediaRecord(id, UserId.parse(owner.id()), purpose, store.name(), url, part, part, when))
                .block(PATIENCE);
        for (var which : MediaPart.values()) {
            store.put(
                            id,
                            which,
                            new MediaType("image/png", 3),
                            Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(new byte[3])))
                    .block(PATIENCE);
        }
        return id;
    }

    /// Record and bytes together, or neither.
    private static boolean kept(MessageStack stack, MediaId id) {
        boolean record = Boolean.TRUE.equals(
                stack.bean(MediaRecords.class).find(id).hasElement().block(PATIENCE));
        boolean bytes = Boolean.TRUE.equals(stack.bean(MediaStores.class)
                .current()
                .read(id, MediaPart.IMAGE, 0, 3, 3, DefaultDataBufferFactory.sharedInstance)
                .then()
                .thenReturn(true)
                .onErrorReturn(false)
                .block(PATIENCE));
        assertThat(bytes).isEqualTo(record);
        return record;
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static byte[] noise(int length) {
        var noise = new byte[length];
        new Random(3).nextBytes(noise);
        return noise;
    }
}
