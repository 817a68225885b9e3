package io.chatspace.kit.error;

import io.chatspace.contracts.ErrorBody;
import io.chatspace.kit.tracing.Traces;
import io.chatspace.kit.web.RequestId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/// Answers every failure of a request: `{"success":false,"message":...,"code":...}`, or RFC 9457 problem details
/// for
/// clients that accept `application/problem+json`. Logs once, here: a client's mistake at debug, ours at error.
public final class ErrorRenderer implements WebExceptionHandler, Ordered {
    private static final Logger log = LoggerFactory.getLogger(ErrorRenderer.class);

    private final JsonMapper json;

    public ErrorRenderer(JsonMapper json) {
        this.json = json;
    }

    /// Before Boot's own renderer, which stands at -1.
    @Override
    public int getOrder() {
        return -2;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(error);
        }
        return render(exchange, RenderedError.of(error), error);
    }

    /// Answers with the envelope of a bare status: for edges that fail without an exception.
    public Mono<Void> answer(ServerWebExchange exchange, HttpStatus status) {
        return write(exchange, RenderedError.ofStatus(status));
    }

    private Mono<Void> render(ServerWebExchange exchange, RenderedError rendered, Throwable error) {
        var request = exchange.getRequest();
        var id = RequestId.of(exchange);
        if (rendered.ours()) {
            // The names are those of ECS; a line for people has the request's id in its text.
            var line = log.atError().setCause(error).addKeyValue("http.request.id", id);
            var trace = Traces.idOf(exchange);
            if (trace != null) {
                line = line.addKeyValue("trace.id", trace);
            }
            line.log(
                    "{} {} failed, request {}",
                    request.getMethod(),
                    request.getPath().value(),
                    id);
        } else {
            log.debug(
                    "{} {} refused: {}", request.getMethod(), request.getPath().value(), rendered.code());
        }
        return write(exchange, rendered);
    }

    private Mono<Void> write(ServerWebExchange exchange, RenderedError rendered) {
        var response = exchange.getResponse();
        response.setStatusCode(rendered.status());
        var headers = response.getHeaders();
        headers.setCacheControl("no-store");
        var retryAfter = rendered.retryAfter();
        if (retryAfter != null) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds())));
        }
        boolean problem = acceptsProblem(exchange);
        headers.setContentType(problem ? MediaType.APPLICATION_PROBLEM_JSON : MediaType.APPLICATION_JSON);
        Object body = problem ? problem(exchange, rendered) : ErrorBody.of(rendered.code(), rendered.message());
        var bytes = json.writeValueAsBytes(body);
        headers.setContentLength(bytes.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(bytes)));
    }

    private static boolean acceptsProblem(ServerWebExchange exchange) {
        var accept = exchange.getRequest().getHeaders().getFirst(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    }

    private static Map<String, Object> problem(ServerWebExchange exchange, RenderedError rendered) {
        var status = HttpStatus.resolve(rendered.status().value());
        var body = new LinkedHashMap<String, Object>();
        body.put("type", "urn:chatspace:error:" + rendered.code());
        body.put("title", status == null ? "Error" : status.getReasonPhrase());
        body.put("status", rendered.status().value());
        body.put("detail", rendered.message());
        body.put("code", rendered.code());
        body.put("requestId", RequestId.of(exchange));
        return body;
    }
}
