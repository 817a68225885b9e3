package io.chatspace.message;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.chatspace.contracts.UserView;
import io.chatspace.kit.test.TestTokens;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;

/// auth-service as message-service sees it: keys and users over HTTP, for those with a token signed by it.
public final class StubAuth implements AutoCloseable {
    private final TestTokens tokens = new TestTokens();
    private final Map<String, UserView> users = new ConcurrentHashMap<>();
    private @Nullable UserView assistant;
    private final AtomicInteger asked = new AtomicInteger();
    private final JsonMapper json = new JsonMapper();
    private final DisposableServer server;
    private volatile boolean down;
    private volatile Duration delay = Duration.ZERO;

    public StubAuth() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.get(
                                "/.well-known/jwks.json",
                                (_, response) -> response.sendString(Mono.just(tokens.jwks())))
                        .get("/api/auth/users", (request, response) -> answer(request, response, this::all))
                        .put(
                                "/api/auth/assistant",
                                (request, response) -> answer(
                                        request, response, () -> one(assistant().id())))
                        .get(
                                "/api/auth/users/{id}",
                                (request, response) -> answer(request, response, () -> one(request.param("id")))))
                .bindNow();
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    public TestTokens tokens() {
        return tokens;
    }

    /// A user who has just signed up.
    public UserView signUp(String name) {
        var id = new ObjectId().toHexString();
        var user = new UserView(id, name, name + "@example.org", "", "Hey there! I am using Chatspace.");
        users.put(id, user);
        return user;
    }

    /// The user who is the AI assistant, made when first asked for, as the service does it.
    public synchronized UserView assistant() {
        UserView known = assistant;
        if (known == null) {
            known = signUp("Assistant");
            assistant = known;
        }
        return known;
    }

    public void rename(UserView user, String name) {
        users.put(user.id(), new UserView(user.id(), name, user.email(), user.profilePic(), user.bio()));
    }

    public void picture(UserView user, String url) {
        users.put(user.id(), new UserView(user.id(), user.fullName(), user.email(), url, user.bio()));
    }

    /// From now on it answers every question about users with 503.
    public void down(boolean down) {
        this.down = down;
    }

    public void delay(Duration delay) {
        this.delay = delay;
    }

    /// Questions about users so far.
    public int asked() {
        return asked.get();
    }

    private @Nullable Object all() {
        return Map.of("success", true, "users", List.copyOf(users.values()));
    }

    private @Nullable Object one(@Nullable String id) {
        var user = id == null ? null : users.get(id);
        return user == null ? null : Map.of("success", true, "user", user);
    }

    private Mono<Void> answer(
            HttpServerRequest request, HttpServerResponse response, Supplier<? extends @Nullable Object> body) {
        asked.incrementAndGet();
        if (down) {
            return response.status(503).send();
        }
        if (!signed(request)) {
            return response.status(401).send();
        }
        var found = body.get();
        if (found == null) {
            return response.status(404).send();
        }
        var text = Mono.just(json.writeValueAsString(found));
        return response.header("Content-Type", "application/json")
                .sendString(delay.isZero() ? text : text.delayElement(delay))
                .then();
    }

    private boolean signed(HttpServerRequest request) {
        try {
            var header = request.requestHeaders().get("Authorization", "");
            var token = SignedJWT.parse(header.substring(Math.min(header.length(), "Bearer ".length())));
            var key =
                    JWKSet.parse(tokens.jwks()).getKeyByKeyId(token.getHeader().getKeyID());
            return key != null && token.verify(new RSASSAVerifier(key.toRSAKey()));
        } catch (ParseException | JOSEException e) {
            return false;
        }
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
