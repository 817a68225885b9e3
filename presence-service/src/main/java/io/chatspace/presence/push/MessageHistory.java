package io.chatspace.presence.push;

import io.chatspace.contracts.MessageView;
import io.chatspace.contracts.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/// Asks message-service, in a user's own name, what that user received since a time: where the log can't tell.
final class MessageHistory {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int PAGE = 500;

    /// Bounds one catch-up: 20 pages. Whoever missed more loads its history.
    private static final int MOST_PAGES = 20;

    private static final Comparator<MessageView> ORDER =
            Comparator.comparing(MessageView::createdAt).thenComparing(MessageView::id);

    private final WebClient client;

    MessageHistory(WebClient client) {
        this.client = client;
    }

    private record Changes(List<MessageView> messages, String cursor, boolean more) {}

    Mono<List<MessageView>> receivedSince(String userId, String token, Instant since) {
        var from = Timestamps.format(since);
        return page(token, "from", Long.toString(since.toEpochMilli()))
                .expand(changes -> changes.more() ? page(token, "since", changes.cursor()) : Mono.empty())
                .take(MOST_PAGES)
                .flatMapIterable(Changes::messages)
                .filter(message -> message.receiverId().equals(userId)
                        && message.createdAt().compareTo(from) >= 0)
                .collectMap(MessageView::id)
                .map(byId -> byId.values().stream().sorted(ORDER).toList());
    }

    private Mono<Changes> page(String token, String parameter, String value) {
        return client.get()
                .uri(uri -> uri.path("/api/messages/changes")
                        .queryParam(parameter, "{value}")
                        .queryParam("limit", PAGE)
                        .build(value))
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .retrieve()
                .bodyToMono(Changes.class)
                .timeout(TIMEOUT);
    }
}
