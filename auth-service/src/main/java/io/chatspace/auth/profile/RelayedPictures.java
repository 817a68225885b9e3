package io.chatspace.auth.profile;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.chatspace.contracts.ErrorBody;
import io.chatspace.kit.error.ErrorKind;
import io.chatspace.kit.security.Caller;
import io.chatspace.kit.security.TokenError;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/// Hands pictures on to message-service's `POST /api/media`, in the caller's name, as they arrive. It is told what the
/// gateway says of the origin that the caller used: the picture's address is made of it.
@Component
class RelayedPictures implements ProfilePictures {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NOT_AN_IMAGE = "Only image files are allowed!";

    private static final List<String> FORWARDED = List.of("X-Forwarded-Host", "X-Forwarded-Proto");

    private final WebClient media;

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Stored(@Nullable String url) {}

    RelayedPictures(@Value("${chatspace.message.url}") String messageUrl) {
        this.media = WebClient.builder()
                .baseUrl(messageUrl)
                .clientConnector(new ReactorClientHttpConnector(HttpClient.create()))
                .build();
    }

    @Override
    public Mono<String> store(FilePart picture, Caller caller) {
        var body = new MultipartBodyBuilder();
        // The client's own name for its file is of no use and not to be trusted.
        body.asyncPart("file", picture.content(), DataBuffer.class)
                .filename("picture")
                .contentType(Objects.requireNonNullElse(
                        picture.headers().getContentType(), MediaType.APPLICATION_OCTET_STREAM));
        return forwarded()
                .flatMap(forwarded -> media.post()
                        .uri("/api/media")
                        .headers(headers -> {
                            headers.setBearerAuth(caller.token());
                            headers.addAll(forwarded);
                        })
                        .body(BodyInserters.fromMultipartData(body.build()))
                        .exchangeToMono(RelayedPictures::read))
                .timeout(PATIENCE)
                .onErrorMap(
                        error -> !(error instanceof ProfileError || error instanceof TokenError),
                        ProfileError.UploadFailed::new);
    }

    private static Mono<HttpHeaders> forwarded() {
        return Mono.deferContextual(context -> {
            var forwarded = new HttpHeaders();
            ServerWebExchangeContextFilter.getExchange(context).ifPresent(exchange -> {
                for (var name : FORWARDED) {
                    var value = exchange.getRequest().getHeaders().getFirst(name);
                    if (value != null) {
                        forwarded.set(name, value);
                    }
                }
            });
            return Mono.just(forwarded);
        });
    }

    private static Mono<String> read(ClientResponse response) {
        var status = response.statusCode();
        if (status.is2xxSuccessful()) {
            return response.bodyToMono(Stored.class)
                    .mapNotNull(Stored::url)
                    .switchIfEmpty(Mono.error(() -> new ProfileError.UploadFailed(null)));
        }
        return response.bodyToMono(ErrorBody.class)
                .onErrorComplete()
                .defaultIfEmpty(ErrorBody.of("", ""))
                .flatMap(body -> Mono.error(refusal(status, body)));
    }

    private static RuntimeException refusal(HttpStatusCode status, ErrorBody body) {
        return switch (status.value()) {
            case 400, 415 -> refused(ErrorKind.INVALID, "not_an_image", NOT_AN_IMAGE, body);
            case 401 -> new TokenError.Invalid();
            case 403 -> refused(ErrorKind.FORBIDDEN, "uploads_disabled", "Image uploads are disabled by admin", body);
            case 413 -> refused(ErrorKind.TOO_LARGE, "too_large", "Image is too large", body);
            case 429 -> refused(ErrorKind.RATE_LIMITED, "rate_limited", "Too many requests, please slow down", body);
            default -> new ProfileError.UploadFailed(null);
        };
    }

    /// Says what the other service said, where it did.
    private static ProfileError refused(ErrorKind kind, String code, String text, ErrorBody body) {
        boolean said = body.message() != null && !body.message().isBlank();
        return new ProfileError.PictureRefused(
                kind, said && body.code() != null ? body.code() : code, said ? body.message() : text);
    }
}
