package io.chatspace.kit.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.kit.test.OwnedProcess;
import io.chatspace.kit.test.TestTokens;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

class RemoteKeySourceTest {
    private static final String USER = "65f0a0a0a0a0a0a0a0a0a0a0";

    private final TestTokens keys = new TestTokens();
    private final AtomicInteger fetches = new AtomicInteger();

    @Test
    void keysShouldBeThereForTheFirstTokenThoughAuthServiceHasGoneSince() {
        int port = OwnedProcess.freePort();
        var source = source(port);
        var auth = serve(port);
        source.start();
        try {
            Awaitility.await().until(() -> fetches.get() == 1);
            auth.disposeNow(Duration.ofSeconds(10));

            assertThat(new AccessTokens(source, _ -> false, Clock.systemUTC())
                            .verify(keys.tokenOf(USER))
                            .block())
                    .isNotNull();
        } finally {
            source.stop();
            auth.disposeNow(Duration.ofSeconds(10));
        }
    }

    @Test
    void keysShouldBeAskedForUntilTheyAreThere() {
        int port = OwnedProcess.freePort();
        var source = source(port);
        source.start();
        Awaitility.await().pollDelay(Duration.ofMillis(1500)).until(() -> true);

        var auth = serve(port);
        try {
            Awaitility.await().until(() -> fetches.get() == 1);
        } finally {
            source.stop();
            auth.disposeNow(Duration.ofSeconds(10));
        }
    }

    private static RemoteKeySource source(int port) {
        return new RemoteKeySource(
                WebClient.create(), "http://127.0.0.1:" + port + "/jwks", Duration.ofSeconds(5), Clock.systemUTC());
    }

    private DisposableServer serve(int port) {
        return HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .route(routes -> routes.get("/jwks", (_, response) -> {
                    fetches.incrementAndGet();
                    return response.header("Content-Type", "application/json").sendString(Mono.just(keys.jwks()));
                }))
                .bindNow(Duration.ofSeconds(10));
    }
}
