package io.chatspace.auth.token;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.chatspace.auth.RunningAuth;
import io.chatspace.kit.test.RealMongo;
import io.chatspace.kit.test.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/// Every endpoint of this service against every kind of caller. An endpoint without a row fails the test.
class AuthorisationMatrixIT {
    private static final String OPEN = "open";
    private static final String GUARDED = "guarded";
    private static final String ADMINS = "admins";

    /// What a good token gets is the endpoint's own affair; here it is only that it is let in (anything but
    /// 401 and
    /// 403).
    private static final Map<String, String> ROWS = Map.ofEntries(
            Map.entry("POST /api/auth/signup", OPEN),
            Map.entry("POST /api/auth/login", OPEN),
            Map.entry("GET /.well-known/jwks.json", OPEN),
            // Asks for the refresh cookie instead, and looks at no token.
            Map.entry("POST /api/auth/refresh", OPEN),
            Map.entry("GET /api/auth/get-profile", GUARDED),
            Map.entry("PUT /api/auth/update-profile", GUARDED),
            Map.entry("GET /api/auth/users", GUARDED),
            Map.entry("GET /api/auth/users/{id}", GUARDED),
            Map.entry("POST /api/auth/users/{id}/ban", ADMINS),
            Map.entry("DELETE /api/auth/users/{id}/ban", ADMINS),
            Map.entry("POST /api/auth/logout", GUARDED),
            Map.entry("POST /api/auth/logout-all", GUARDED),
            Map.entry("GET /api/auth/sessions", GUARDED),
            Map.entry("DELETE /api/auth/sessions/{id}", GUARDED),
            Map.entry("PUT /api/auth/password", GUARDED),
            Map.entry("PUT /api/auth/assistant", GUARDED),
            Map.entry("DELETE /api/auth/account", GUARDED),
            Map.entry("GET /api/auth/export", GUARDED));

    @Test
    void everyEndpointShouldKeepItsDoor() throws Exception {
        try (var auth = RunningAuth.start(
                RealMongo.uri(), RunningAuth.newDatabase(), "chatspace.auth.first-user-is-admin=true")) {
            var admin = auth.signUp("admin@example.org").text("token");
            assertThat(endpoints(auth)).isEqualTo(new TreeSet<>(ROWS.keySet()));
            var refused = refusedTokens(auth);

            for (var row : ROWS.entrySet()) {
                var endpoint = row.getKey();
                for (var token : refused.entrySet()) {
                    var answer = call(auth, endpoint, token.getValue());
                    var what = endpoint + " with " + token.getKey();
                    if (row.getValue().equals(OPEN)) {
                        assertThat(answer.text("message")).as(what).doesNotContain("oken expired", "Invalid token");
                    } else {
                        assertThat(answer.status()).as(what).isEqualTo(401);
                        assertThat(answer.text("message")).as(what).isEqualTo(textOf(token.getKey()));
                    }
                }
                if (row.getValue().equals(ADMINS)) {
                    var user = auth.signUp("user" + endpoint.hashCode() + "@example.org");
                    var answer = call(auth, endpoint, user.text("token"));
                    assertThat(answer.status()).as(endpoint).isEqualTo(403);
                    assertThat(answer.text("message")).as(endpoint).isEqualTo("Admin access required");
                    assertThat(call(auth, endpoint, admin).status())
                            .as(endpoint)
                            .isEqualTo(404);
                }
                if (row.getValue().equals(GUARDED)) {
                    for (var email : new String[] {"own", "other"}) {
                        var good = auth.signUp(email + endpoint.hashCode() + "@example.org")
                                .text("token");
                        assertThat(call(auth, endpoint, good).status())
                                .as(endpoint)
                                .isNotIn(401, 403, 500, 503);
                    }
                }
            }
        }
    }

    private static String textOf(String kind) {
        return switch (kind) {
            case "no token" -> "Unauthorized - No token provided";
            case "expired" -> "Unauthorized - Token expired";
            default -> "Unauthorized - Invalid token";
        };
    }

    private static Map<String, String> refusedTokens(RunningAuth auth) throws Exception {
        var user = auth.signUp("matrix@example.org")
                .body()
                .path("userData")
                .path("_id")
                .asString();
        var revoked = auth.logIn("matrix@example.org", "correct horse").text("token");
        assertThat(call(auth, "POST /api/auth/logout", revoked).status()).isEqualTo(200);
        var tokens = new LinkedHashMap<String, String>();
        tokens.put("no token", "");
        tokens.put("garbage", "garbage");
        tokens.put("expired", signed(auth, user, "chatspace", "chatspace", -60));
        tokens.put("wrong audience", signed(auth, user, "chatspace", "another", 60));
        tokens.put("wrong issuer", signed(auth, user, "another", "chatspace", 60));
        tokens.put("a stranger's key", new TestTokens().tokenOf(user));
        tokens.put("revoked", revoked);
        return tokens;
    }

    private static String signed(RunningAuth auth, String user, String issuer, String audience, int seconds)
            throws Exception {
        var key = requireNonNull(auth.bean(SigningKeys.class).ring().block())
                .newest()
                .pair();
        var claims = new JWTClaimsSet.Builder()
                .subject(user)
                .issuer(issuer)
                .audience(audience)
                .issueTime(Date.from(Instant.now().minus(Duration.ofHours(1))))
                .expirationTime(Date.from(Instant.now().plus(Duration.ofSeconds(seconds))))
                .build();
        var jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    private static TreeSet<String> endpoints(RunningAuth auth) {
        return auth
                .bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .stream()
                .flatMap(mapping -> mapping.getMethodsCondition().getMethods().stream()
                        .flatMap(method -> mapping.getPatternsCondition().getPatterns().stream()
                                .map(pattern -> method + " " + pattern.getPatternString())))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static RunningAuth.Answer call(RunningAuth auth, String endpoint, String token) {
        var parts = endpoint.split(" ", 2);
        var request = auth.client()
                .method(HttpMethod.valueOf(parts[0]))
                .uri(parts[1].replace("{id}", "65f0a0a0a0a0a0a0a0a0a0a0"))
                .headers(headers -> {
                    if (!token.isEmpty()) {
                        headers.setBearerAuth(token);
                    }
                });
        boolean bodiless = parts[0].equals("GET");
        return RunningAuth.exchangeRaw(
                bodiless
                        ? request
                        : request.contentType(MediaType.APPLICATION_JSON).bodyValue("{}"));
    }
}
