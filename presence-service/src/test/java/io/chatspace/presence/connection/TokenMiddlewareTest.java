package io.chatspace.presence.connection;

import static org.mockito.Answers.RETURNS_DEEP_STUBS;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.chatspace.kit.security.AccessTokens;
import io.chatspace.kit.security.KeySource;
import io.chatspace.kit.test.TestTokens;
import io.chatspace.presence.push.UserFeeds;
import io.chatspace.socketio.server.Socket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

/// A node that has no keys yet.
class TokenMiddlewareTest {
    private final TestTokens keys = new TestTokens();
    private final Socket socket = mock(RETURNS_DEEP_STUBS);
    private final KnownUsers users = mock();
    private final UserFeeds feeds = mock();
    private int failures;

    @BeforeEach
    void bringAToken() {
        var auth = JsonMapper.shared().valueToTree(Map.of("token", keys.tokenOf("6b0b4d8fe3b25dc7a9567297")));
        when(socket.handshake().auth()).thenReturn(auth);
        when(users.check(any())).thenReturn(Mono.empty());
        when(feeds.enter(any(), any())).thenReturn(Mono.empty());
    }

    @Test
    void aClientShouldBeLetInOnceTheKeysAreThere() {
        failures = 4;

        StepVerifier.withVirtualTime(this::connect)
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(1900))
                .thenAwait(Duration.ofMillis(200))
                .verifyComplete();
    }

    @Test
    void aClientShouldBeToldInTheContractsWordsWhereTheyDoNotCome() {
        failures = Integer.MAX_VALUE;

        StepVerifier.withVirtualTime(this::connect)
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(14_900))
                .thenAwait(Duration.ofMillis(200))
                .verifyErrorMessage("Service unavailable");
    }

    private Mono<Void> connect() {
        KeySource source = id -> failures-- > 0 ? Mono.error(new IllegalStateException("away")) : keys.find(id);
        var tokens = new AccessTokens(source, _ -> false, Clock.systemUTC());
        var gate = new ConnectGate(new AdmissionProperties(8, 8), new SimpleMeterRegistry());
        return new TokenMiddleware(tokens, users, feeds, gate).apply(socket);
    }
}
