package io.chatspace.message.media.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/// At a stand-in for Cloudinary that checks signatures as it does.
class CloudinaryTest extends MediaStoreContract {
    private final CloudinaryStub cloudinary = new CloudinaryStub();
    private final MediaStore store =
            new CloudinaryMediaStore(cloudinary.account(), WebClient.create(), Clock.systemUTC());

    @Override
    MediaStore store() {
        return store;
    }

    @AfterAll
    void close() {
        cloudinary.close();
    }

    /// The example of Cloudinary's own documentation.
    @Test
    void signatureShouldBeTheOneOfTheDocumentation() {
        var signed = CloudinarySignature.sign(
                Map.of(
                        "timestamp",
                        "1315060510",
                        "public_id",
                        "sample_image",
                        "eager",
                        "w_400,h_300,c_pad|w_260,h_200,c_crop"),
                "abcd");

        assertThat(signed).containsEntry("signature", "bfd09f95f331f558cbd1320e67aa8d488770583e");
    }

    @Test
    void wrongSecretShouldBeRefused() {
        var account = cloudinary.account();
        var wrong = new CloudinaryProperties(
                account.cloudName(),
                account.apiKey(),
                "wrong",
                account.folder(),
                account.apiUrl(),
                account.deliveryUrl());
        var other = new CloudinaryMediaStore(wrong, WebClient.create(), Clock.systemUTC());
        var id = MediaId.random();

        StepVerifier.create(other.put(
                        id,
                        MediaPart.IMAGE,
                        new MediaStore.MediaType("image/png", 3),
                        Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(new byte[3]))))
                .verifyErrorMatches(error -> "Cloudinary answered 401 UNAUTHORIZED".equals(error.getMessage()));
        assertThat(cloudinary.names()).doesNotContain("chat/" + id);
    }

    @Test
    void accountShouldBeWholeOrAbsentAndItsSecretNeverShown() {
        assertThat(new CloudinaryProperties("", "", "", "f", "a", "d").isSet()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CloudinaryProperties("team", "", "secret", "f", "a", "d"))
                .withMessageContaining("CLOUDINARY_API_KEY");
        assertThat(cloudinary.account().toString()).doesNotContain(CloudinaryStub.SECRET);
    }
}
