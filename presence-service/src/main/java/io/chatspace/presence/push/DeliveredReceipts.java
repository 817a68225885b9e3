package io.chatspace.presence.push;

import io.chatspace.kit.security.Caller;
import io.chatspace.socketio.server.Socket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/// Tells message-service, in the receiver's own name, which messages a device has acknowledged: those of one user that
/// come within [#WINDOW] in one request. Receipts that can't be told are dropped and counted: what a client fetches
/// counts as delivered too.
final class DeliveredReceipts {
    static final Duration WINDOW = Duration.ofMillis(200);
    private static final Logger log = LoggerFactory.getLogger(DeliveredReceipts.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    /// As many as one request takes.
    private static final int PAGE = 500;
    /// Ids of one user that may wait.
    private static final int MOST = 10_000;

    private final WebClient messages;
    private final Counter dropped;
    private final Map<String, Batch> batches = new ConcurrentHashMap<>();

    private record Batch(Caller caller, Set<String> messageIds) {}

    private record Delivered(List<String> messageIds) {}

    DeliveredReceipts(WebClient messages, MeterRegistry meters) {
        this.messages = messages;
        this.dropped = meters.counter("chatspace.presence.receipts.dropped");
    }

    /// Any thread; never blocks.
    void confirm(Socket socket, String messageId) {
        var caller = SocketUser.of(socket);
        if (caller == null) {
            return;
        }
        var first = new boolean[1];
        batches.compute(caller.userId(), (_, known) -> {
            first[0] = known == null;
            var batch = new Batch(caller, known == null ? new LinkedHashSet<>() : known.messageIds());
            if (batch.messageIds().size() < MOST) {
                batch.messageIds().add(messageId);
            } else {
                dropped.increment();
            }
            return batch;
        });
        if (first[0]) {
            var _ = Mono.delay(WINDOW)
                    .then(Mono.defer(() -> flush(caller.userId())))
                    .subscribe();
        }
    }

    private Mono<Void> flush(String userId) {
        var batch = batches.remove(userId);
        if (batch == null) {
            return Mono.empty();
        }
        return Flux.fromIterable(new ArrayList<>(batch.messageIds()))
                .buffer(PAGE)
                .concatMap(page -> tell(batch.caller(), page))
                .then();
    }

    private Mono<Void> tell(Caller caller, List<String> page) {
        return messages.post()
                .uri("/api/messages/delivered")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + caller.token())
                .bodyValue(new Delivered(page))
                .retrieve()
                .toBodilessEntity()
                .timeout(TIMEOUT)
                .retryWhen(Retry.backoff(3, Duration.ofMillis(300)).filter(DeliveredReceipts::passing))
                .then()
                .onErrorResume(error -> {
                    dropped.increment(page.size());
                    log.warn("Receipts could not be told: {}", error.toString());
                    return Mono.empty();
                });
    }

    private static boolean passing(Throwable error) {
        return !(error instanceof WebClientResponseException answer)
                || answer.getStatusCode().is5xxServerError()
                || answer.getStatusCode().isSameCodeAs(HttpStatusCode.valueOf(429));
    }
}
