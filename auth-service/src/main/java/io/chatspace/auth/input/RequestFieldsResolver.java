package io.chatspace.auth.input;

import java.util.HashMap;
import java.util.Map;
import org.springframework.core.MethodParameter;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.http.codec.multipart.FormFieldPart;
import org.springframework.http.codec.multipart.Part;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Gives an endpoint the [RequestFields] of its request. No body at all has no fields; a body that can't be read is an
/// [InputError.Malformed], never a fault of ours.
final class RequestFieldsResolver implements HandlerMethodArgumentResolver {
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final JsonMapper json;
    private final int maxBytes;

    RequestFieldsResolver(JsonMapper json, int maxBytes) {
        this.json = json;
        this.maxBytes = maxBytes;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == RequestFields.class;
    }

    @Override
    public Mono<Object> resolveArgument(MethodParameter parameter, BindingContext context, ServerWebExchange exchange) {
        return read(exchange).cast(Object.class);
    }

    private Mono<RequestFields> read(ServerWebExchange exchange) {
        var type = contentType(exchange);
        if (MediaType.MULTIPART_FORM_DATA.isCompatibleWith(type)) {
            return exchange.getMultipartData()
                    .map(RequestFieldsResolver::ofParts)
                    .onErrorMap(
                            error -> !(error instanceof DataBufferLimitException),
                            _ -> new InputError.Malformed("The multipart body could not be read"));
        }
        if (MediaType.APPLICATION_FORM_URLENCODED.isCompatibleWith(type)) {
            return exchange.getFormData()
                    .map(form -> new RequestFields(form.toSingleValueMap(), Map.of()))
                    .onErrorMap(
                            IllegalArgumentException.class,
                            _ -> new InputError.Malformed("The form could not be read"));
        }
        if (type.getSubtype().equals("json") || type.getSubtype().endsWith("+json")) {
            return DataBufferUtils.join(exchange.getRequest().getBody(), maxBytes)
                    .map(this::ofJson)
                    .defaultIfEmpty(new RequestFields(Map.of(), Map.of()));
        }
        return Mono.error(new ResponseStatusException(HttpStatus.UNSUPPORTED_MEDIA_TYPE));
    }

    /// A body without a type is taken for JSON: nothing else is worth a guess.
    private static MediaType contentType(ServerWebExchange exchange) {
        try {
            var type = exchange.getRequest().getHeaders().getContentType();
            return type == null ? MediaType.APPLICATION_JSON : type;
        } catch (InvalidMediaTypeException _) {
            throw new ResponseStatusException(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
        }
    }

    private RequestFields ofJson(DataBuffer body) {
        try (var input = body.asInputStream(true)) {
            Map<String, Object> values = json.readValue(input, OBJECT);
            if (values == null) {
                throw new InputError.Malformed("The body must be a JSON object");
            }
            return new RequestFields(values, Map.of());
        } catch (JacksonException | java.io.IOException _) {
            throw new InputError.Malformed("The body must be a JSON object");
        }
    }

    private static RequestFields ofParts(MultiValueMap<String, Part> parts) {
        var values = new HashMap<String, Object>();
        var files = new HashMap<String, FilePart>();
        parts.toSingleValueMap().forEach((name, part) -> {
            switch (part) {
                case FormFieldPart field -> values.put(name, field.value());
                case FilePart file -> files.put(name, file);
                default -> throw new InputError.Malformed("The part " + name + " is neither a field nor a file");
            }
        });
        return new RequestFields(values, files);
    }
}
