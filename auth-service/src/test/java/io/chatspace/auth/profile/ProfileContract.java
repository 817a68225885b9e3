package io.chatspace.auth.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.auth.AuthContract;
import io.chatspace.auth.RunningAuth;
import io.chatspace.auth.RunningAuth.Answer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.web.reactive.function.BodyInserters;

/// Profiles and the directory, as old clients and the other services know them.
abstract class ProfileContract extends AuthContract {
    private static final String GET = "/api/auth/get-profile";
    private static final String PUT = "/api/auth/update-profile";

    private final MediaStub media = new MediaStub();

    @Override
    protected String[] properties() {
        return new String[] {"chatspace.message.url=" + media.url()};
    }

    @AfterAll
    void stopMedia() {
        media.close();
    }

    @Test
    void profileShouldBeTheCallers() {
        var up = auth().signUp("profile@example.org");

        var answer = auth().get(GET, up.text("token"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().propertyNames()).containsExactly("success", "message", "user");
        assertThat(answer.text("message")).isEqualTo("User profile fetched successfully");
        assertThat(answer.body().path("user")).isEqualTo(up.body().path("userData"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/auth/get-profile", "/api/auth/users", "/api/auth/users/65f0a0a0a0a0a0a0a0a0a0a0"})
    void pathShouldAskForAToken(String path) {
        refused(RunningAuth.exchange(auth().client().get().uri(path)), 401, "Unauthorized - No token provided");
        refused(
                RunningAuth.exchange(auth().client().get().uri(path).header("Authorization", "Basic abc")),
                401,
                "Unauthorized - No token provided");
        refused(auth().get(path, "nonsense"), 401, "Unauthorized - Invalid token");
    }

    @Test
    void updateShouldAskForATokenBeforeItLooksAtTheBody() {
        refused(
                RunningAuth.exchange(auth().client()
                        .put()
                        .uri(PUT)
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue("{")),
                401,
                "Unauthorized - No token provided");
    }

    @Test
    void tokenOfAUserWhoIsGoneShouldSaySo() {
        var up = auth().signUp("gone@example.org");
        var id = new ObjectId(up.body().path("userData").path("_id").asString());
        assertThat(auth().bean(ReactiveMongoTemplate.class)
                        .remove(Query.query(Criteria.where("_id").is(id)), "users")
                        .block())
                .isNotNull();

        refused(auth().get(GET, up.text("token")), 401, "Unauthorized - User not found");
        refused(auth().put(PUT, up.text("token"), Map.of("bio", "x")), 401, "Unauthorized - User not found");
    }

    @Test
    void updateShouldChangeWhatIsGivenAndKeepTheRest() {
        var token = auth().signUp("update@example.org").text("token");

        var named = auth().put(PUT, token, Map.of("fullName", "Anna"));
        var described = auth().put(PUT, token, Map.of("bio", ""));
        var untouched = auth().put(PUT, token, Map.of());

        assertThat(named.status()).isEqualTo(200);
        assertThat(named.body().propertyNames()).containsExactly("success", "message", "updatedUser");
        assertThat(named.text("message")).isEqualTo("User profile updated successfully");
        assertThat(named.body().path("updatedUser").path("fullName").asString()).isEqualTo("Anna");
        assertThat(named.body().path("updatedUser").path("bio").asString())
                .isEqualTo("Hey there! I am using Chatspace.");
        assertThat(described.body().path("updatedUser").path("fullName").asString())
                .isEqualTo("Anna");
        assertThat(described.body().path("updatedUser").path("bio").asString()).isEmpty();
        assertThat(untouched.body().path("updatedUser"))
                .isEqualTo(described.body().path("updatedUser"));
        assertThat(auth().get(GET, token).body().path("user"))
                .isEqualTo(described.body().path("updatedUser"));
    }

    @Test
    void updateShouldIgnoreWhatIsNotTheProfiles() {
        var up = auth().signUp("ignored@example.org");
        var fields = new HashMap<String, Object>(Map.of(
                "email", "other@example.org",
                "password", "another horse",
                "profilePic", "https://example.org/x.png",
                "_id", "65f0a0a0a0a0a0a0a0a0a0a0",
                "role", "admin"));

        var answer = auth().put(PUT, up.text("token"), fields);

        assertThat(answer.body().path("updatedUser")).isEqualTo(up.body().path("userData"));
        assertThat(auth().logIn("ignored@example.org", "correct horse").status())
                .isEqualTo(200);
    }

    @Test
    void updateShouldRefuseAnEmptyNameAndOtherTypes() {
        var token = auth().signUp("refused@example.org").text("token");

        refused(auth().put(PUT, token, Map.of("fullName", "")), 400, "Full name must not be blank");
        refused(auth().put(PUT, token, Map.of("fullName", " \t ")), 400, "Full name must not be blank");
        refused(auth().put(PUT, token, Map.of("fullName", Map.of("$set", 1))), 400, "fullName must be a string");
        refused(auth().put(PUT, token, Map.of("bio", 7)), 400, "bio must be a string");
        refused(auth().put(PUT, token, Map.of("bio", "b".repeat(501))), 400, "Bio must have at most 500 characters");
        assertThat(auth().put(PUT, token, "{").status()).isEqualTo(400);
        assertThat(auth().put(PUT, token, "[]").status()).isEqualTo(400);
    }

    @Test
    void multipartShouldUpdateTextsWithoutAPicture() {
        var token = auth().signUp("multipart@example.org").text("token");
        var body = new MultipartBodyBuilder();
        body.part("fullName", "Änn 🎉", new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8));
        body.part("bio", "");
        media.answer(500, "{}");

        var answer = putMultipart(token, body);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("updatedUser").path("fullName").asString())
                .isEqualTo("Änn 🎉");
        assertThat(answer.body().path("updatedUser").path("bio").asString()).isEmpty();
        assertThat(media.untouched()).isTrue();
    }

    @Test
    void pictureShouldBeStoredInTheCallersNameAndItsUrlKept() {
        var token = auth().signUp("picture@example.org").text("token");
        media.answer(201, "{\"success\":true,\"url\":\"http://host/api/media/1.webp\",\"thumb\":\"x\"}");

        var answer = putMultipart(token, picture("profilePic", "PNG-BYTES\u00e9"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("updatedUser").path("profilePic").asString())
                .isEqualTo("http://host/api/media/1.webp");
        assertThat(answer.body().path("updatedUser").path("fullName").asString())
                .isEqualTo("Ann");
        var received = media.last();
        assertThat(received.path()).isEqualTo("/api/media");
        assertThat(received.authorization()).isEqualTo("Bearer " + token);
        assertThat(received.body())
                .contains("name=\"file\"")
                .contains("PNG-BYTES\u00e9")
                .contains("image/png");
    }

    @Test
    void pictureShouldBeKeptForTheOriginThatTheCallerUsed() {
        var token = auth().signUp("origin@example.org").text("token");
        media.answer(201, "{\"url\":\"http://host/api/media/1\"}");

        var _ = RunningAuth.exchange(auth().client()
                .put()
                .uri(PUT)
                .headers(headers -> headers.setBearerAuth(token))
                .header("X-Forwarded-Host", "chat.example.org")
                .header("X-Forwarded-Proto", "https")
                .body(BodyInserters.fromMultipartData(picture("profilePic", "x").build())));

        assertThat(media.last().origin()).isEqualTo("https://chat.example.org");
    }

    @Test
    void refusedPictureShouldLeaveTheProfileAsItWas() {
        var up = auth().signUp("refused-picture@example.org");
        var token = up.text("token");

        media.answer(
                400, "{\"success\":false,\"message\":\"Only image files are allowed!\",\"code\":\"not_an_image\"}");
        refused(putMultipart(token, picture("profilePic", "text")), 400, "Only image files are allowed!");
        media.answer(400, "not json");
        refused(putMultipart(token, picture("profilePic", "text")), 400, "Only image files are allowed!");
        media.answer(413, "{\"success\":false,\"message\":\"Too large\",\"code\":\"too_large\"}");
        refused(putMultipart(token, picture("profilePic", "text")), 413, "Too large");
        for (int status : new int[] {500, 502, 503, 404}) {
            media.answer(status, "{\"success\":false,\"message\":\"secret\"}");
            refused(putMultipart(token, picture("profilePic", "text")), 500, "Image upload failed");
        }
        media.answer(201, "{}");
        refused(putMultipart(token, picture("profilePic", "text")), 500, "Image upload failed");

        assertThat(auth().get(GET, token).body().path("user"))
                .isEqualTo(up.body().path("userData"));
    }

    @Test
    void fileInAnotherFieldAndAFileThatIsTooLargeShouldBeRefused() {
        var token = auth().signUp("wrong-file@example.org").text("token");
        media.answer(201, "{}");

        refused(putMultipart(token, picture("avatar", "x")), 400, "The picture belongs in the field profilePic");
        assertThat(putMultipart(token, picture("profilePic", "x".repeat(5 * 1024 * 1024 + 1)))
                        .status())
                .isEqualTo(413);
        assertThat(media.untouched()).isTrue();
    }

    @Test
    void pictureOfExactlyFiveMebibytesShouldPass() {
        var token = auth().signUp("large-file@example.org").text("token");
        media.answer(201, "{\"url\":\"http://host/large\"}");

        assertThat(putMultipart(token, picture("profilePic", "x".repeat(5 * 1024 * 1024)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void truncatedMultipartShouldBe400() {
        var token = auth().signUp("truncated@example.org").text("token");
        for (var body :
                new String[] {"", "--b\r\nContent-Disposition: form-data; name=\"bio\"\r\n\r\nhalf", "no parts"}) {
            var answer = RunningAuth.exchange(auth().client()
                    .put()
                    .uri(PUT)
                    .headers(headers -> headers.setBearerAuth(token))
                    .header("Content-Type", "multipart/form-data; boundary=b")
                    .bodyValue(body));
            assertThat(answer.status()).as(body).isEqualTo(400);
        }
        var boundless = RunningAuth.exchange(auth().client()
                .put()
                .uri(PUT)
                .headers(headers -> headers.setBearerAuth(token))
                .header("Content-Type", "multipart/form-data")
                .bodyValue("--b"));
        assertThat(boundless.status()).isEqualTo(400);
    }

    @Test
    void directoryShouldListEverybodyAndFindOne() {
        var ann = auth().signUp("directory-ann@example.org");
        var bob = auth().signUp("directory-bob@example.org");
        var bobId = bob.body().path("userData").path("_id").asString();

        var all = auth().get("/api/auth/users", ann.text("token"));
        var one = auth().get("/api/auth/users/" + bobId, ann.text("token"));

        assertThat(all.status()).isEqualTo(200);
        assertThat(all.body().path("users").valueStream())
                .contains(ann.body().path("userData"), bob.body().path("userData"));
        assertThat(one.body().path("user")).isEqualTo(bob.body().path("userData"));
        var unknown = auth().get("/api/auth/users/65f0a0a0a0a0a0a0a0a0a0a0", ann.text("token"));
        refused(unknown, 404, "User not found");
        assertThat(unknown.text("code")).isEqualTo("user_not_found");
        refused(
                auth().get("/api/auth/users/nonsense", ann.text("token")),
                400,
                "User id must be 24 hexadecimal digits");
    }

    private Answer putMultipart(String token, MultipartBodyBuilder body) {
        return RunningAuth.exchange(auth().client()
                .put()
                .uri(PUT)
                .headers(headers -> headers.setBearerAuth(token))
                .body(BodyInserters.fromMultipartData(body.build())));
    }

    private static MultipartBodyBuilder picture(String field, String content) {
        var body = new MultipartBodyBuilder();
        body.part(field, new ByteArrayResource(content.getBytes(StandardCharsets.ISO_8859_1)), MediaType.IMAGE_PNG)
                .filename("me.png");
        return body;
    }

    private static void refused(Answer answer, int status, String message) {
        assertThat(answer.text("message")).isEqualTo(message);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().path("success").asBoolean(true)).isFalse();
    }
}
