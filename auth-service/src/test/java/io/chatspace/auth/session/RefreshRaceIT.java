package io.chatspace.auth.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.auth.RunningAuth;
import io.chatspace.auth.session.SessionService.Issued;
import io.chatspace.auth.user.Email;
import io.chatspace.auth.user.User;
import io.chatspace.auth.user.UserRepository;
import io.chatspace.kit.test.RealMongo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Ten thousand refreshes that race: ten at a time with the same token.
class RefreshRaceIT {
    private static final Client TAB = new Client("race", "127.0.0.1", false);
    private static final int ROUNDS = 1000;
    private static final int TABS = 10;

    @Test
    void racesShouldNeverRevokeAndReplaysAlwaysShould() {
        try (var auth = RunningAuth.start(RealMongo.uri(), RunningAuth.newDatabase())) {
            var sessions = auth.bean(SessionService.class);
            var user = user(auth);
            var token =
                    refreshToken(requireNonNull(sessions.start(user, TAB, true).block()));
            var first = token;

            for (int round = 0; round < ROUNDS; round++) {
                var used = token;
                List<Issued> all = requireNonNull(Flux.range(0, TABS)
                        .flatMap(_ -> sessions.refresh(used, TAB), TABS)
                        .collectList()
                        .block(Duration.ofMinutes(1)));
                assertThat(all.stream().map(Issued::refreshToken).distinct()).hasSize(1);
                token = refreshToken(all.getFirst());
            }

            var good = token;
            assertThat(sessions.refresh(first, TAB)
                            .map(_ -> "taken")
                            .onErrorResume(SessionError.Ended.class, _ -> Mono.just("caught"))
                            .block())
                    .isEqualTo("caught");
            assertThat(sessions.refresh(good, TAB)
                            .map(_ -> "taken")
                            .onErrorResume(SessionError.Ended.class, _ -> Mono.just("ended"))
                            .block())
                    .isEqualTo("ended");
        }
    }

    private static User user(RunningAuth auth) {
        var email = requireNonNull(Email.parse("race@example.org"));
        return requireNonNull(auth.bean(UserRepository.class)
                .insert(User.create("Race", email, "none", "", null, Instant.now()))
                .block());
    }

    private static RefreshToken refreshToken(Issued issued) {
        return requireNonNull(RefreshToken.parse(requireNonNull(issued.refreshToken())));
    }
}
