package io.chatspace.message.conversation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.codec.DecodingException;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.codec.HttpMessageReader;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// Reads a [SendRequest] from JSON, a form or multipart. What can't be read is a `ServerWebInputException`,
/// another kind of body an `UnsupportedMediaTypeStatusException`; no body at all is an empty message.
@Component
class SendRequestReader {
    private final List<HttpMessageReader<?>> readers;

    SendRequestReader(ServerCodecConfigurer codecs) {
        this.readers = codecs.getReaders();
    }

    Mono<SendRequest> read(ServerWebExchange exchange) {
        var request = ServerRequest.create(exchange, readers);
        var type = typeOf(exchange);
        if (MediaType.APPLICATION_JSON.equalsTypeAndSubtype(type)) {
            return request.bodyToMono(JsonNode.class)
                    .map(SendRequest::ofJson)
                    .switchIfEmpty(Mono.error(ConversationError.EmptyMessage::new))
                    .onErrorMap(DecodingException.class, SendRequestReader::unreadable);
        }
        if (MediaType.APPLICATION_FORM_URLENCODED.equalsTypeAndSubtype(type)) {
            return request.formData()
                    .onErrorMap(IllegalArgumentException.class, SendRequestReader::unreadable)
                    .map(SendRequest::ofForm);
        }
        if (MediaType.MULTIPART_FORM_DATA.equalsTypeAndSubtype(type)) {
            return request.multipartData()
                    .onErrorMap(DecodingException.class, SendRequestReader::unreadable)
                    .map(SendRequest::ofParts);
        }
        boolean bare = type == null && exchange.getRequest().getHeaders().getContentLength() <= 0;
        return Mono.error(
                bare
                        ? new ConversationError.EmptyMessage()
                        : new UnsupportedMediaTypeStatusException(String.valueOf(type)));
    }

    private static @Nullable MediaType typeOf(ServerWebExchange exchange) {
        try {
            return exchange.getRequest().getHeaders().getContentType();
        } catch (InvalidMediaTypeException e) {
            throw new UnsupportedMediaTypeStatusException(e.getMessage());
        }
    }

    private static ServerWebInputException unreadable(Throwable cause) {
        return new ServerWebInputException("The body could not be read", null, cause);
    }
}
