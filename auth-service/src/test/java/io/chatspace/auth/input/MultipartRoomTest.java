package io.chatspace.auth.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class MultipartRoomTest {
    private static final WebFilterChain ENDLESS = _ -> Mono.never();
    private static final WebFilterChain FAILING = _ -> Mono.error(new IllegalStateException("as planned"));

    private final MultipartRoom room = new MultipartRoom(100, 60);

    @Test
    void aBodyShouldHoldItsLengthUntilItsRequestEnds() {
        var first = room.filter(multipart(40), ENDLESS).subscribe();

        assertThat(room.taken()).isEqualTo(40);
        first.dispose();
        assertThat(room.taken()).isZero();
    }

    @Test
    void aRequestThatFailsShouldGiveItsRoomBack() {
        StepVerifier.create(room.filter(multipart(40), FAILING)).verifyError(IllegalStateException.class);

        assertThat(room.taken()).isZero();
    }

    @Test
    void aBodyOfUnknownLengthShouldCountAsTheLargest() {
        var first = room.filter(multipart(-1), ENDLESS).subscribe();

        assertThat(room.taken()).isEqualTo(60);
        first.dispose();
    }

    @Test
    void aBodyBeyondTheRoomShouldBeRefusedAndOthersServed() {
        var first = room.filter(multipart(-1), ENDLESS).subscribe();

        StepVerifier.create(room.filter(multipart(41), ENDLESS))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                InputError.Busy.class,
                                busy -> assertThat(busy.retryAfter()).isPositive()));
        assertThat(room.taken()).isEqualTo(60);
        StepVerifier.create(room.filter(multipart(40), _ -> Mono.empty())).verifyComplete();
        StepVerifier.create(room.filter(json(), _ -> Mono.empty())).verifyComplete();
        first.dispose();
    }

    private static MockServerWebExchange multipart(long length) {
        var request = MockServerHttpRequest.post("/x").contentType(MediaType.MULTIPART_FORM_DATA);
        return MockServerWebExchange.from(length < 0 ? request : request.contentLength(length));
    }

    private static MockServerWebExchange json() {
        return MockServerWebExchange.from(MockServerHttpRequest.post("/x")
                .contentType(MediaType.APPLICATION_JSON)
                .contentLength(1_000_000));
    }
}
