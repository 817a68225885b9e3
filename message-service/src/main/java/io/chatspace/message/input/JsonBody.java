package io.chatspace.message.input;

import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads a request's body as JSON. Clients that send none, and those that forget to say that it is JSON, are
/// understood.
@Component
public class JsonBody {
    private final ServerCodecConfigurer codecs;
    private final JsonMapper json;

    JsonBody(ServerCodecConfigurer codecs, JsonMapper json) {
        this.codecs = codecs;
        this.json = json;
    }

    /// The body, empty where there is none or only blanks. Errors with `ServerWebInputException` where it is not
    /// JSON, `UnsupportedMediaTypeStatusException` where it says to be a form, and
    /// `DataBufferLimitException` where it is too large.
    public Mono<JsonNode> read(ServerWebExchange exchange) {
        return ServerRequest.create(exchange, codecs.getReaders())
                .bodyToMono(byte[].class)
                .filter(bytes -> !isBlank(bytes))
                .map(bytes -> {
                    refuseForms(exchange);
                    return parse(bytes);
                });
    }

    private JsonNode parse(byte[] bytes) {
        try {
            return json.readTree(bytes);
        } catch (JacksonException e) {
            throw new ServerWebInputException("The body is not JSON", null, e);
        }
    }

    private static void refuseForms(ServerWebExchange exchange) {
        try {
            var type = exchange.getRequest().getHeaders().getContentType();
            if (type != null
                    && (MediaType.APPLICATION_FORM_URLENCODED.equalsTypeAndSubtype(type)
                            || "multipart".equals(type.getType()))) {
                throw new UnsupportedMediaTypeStatusException(type.toString());
            }
        } catch (InvalidMediaTypeException e) {
            throw new UnsupportedMediaTypeStatusException(e.getMessage());
        }
    }

    private static boolean isBlank(byte[] bytes) {
        for (var each : bytes) {
            if (!Character.isWhitespace(each)) {
                return false;
            }
        }
        return true;
    }
}
