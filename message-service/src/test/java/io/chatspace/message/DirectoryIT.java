package io.chatspace.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatspace.contracts.RedisNames;
import io.chatspace.contracts.UserView;
import io.chatspace.kit.test.RealMongo;
import io.chatspace.kit.test.RealRedis;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/// What the service knows of the users, and what becomes of it while auth-service is away.
class DirectoryIT {
    private static final String USERS = "/api/messages/users";

    private final StubAuth auth = new StubAuth();
    private MessageStack stack;
    private UserView alice;
    private UserView bob;

    @BeforeEach
    void start() {
        stack = MessageStack.start(
                auth,
                RealMongo.uri(),
                RealRedis.uri(),
                "--chatspace.directory.fresh-for=1h",
                "--chatspace.directory.show-email=false");
        alice = auth.signUp("Alice");
        bob = auth.signUp("Bob");
    }

    @AfterEach
    void stop() {
        stack.close();
        auth.close();
    }

    @Test
    void usersShouldBeAskedForOnceUntilAChangeIsAnnounced() {
        await().untilAsserted(() -> {
            stack.get(alice, USERS);
            int before = auth.asked();
            stack.get(alice, USERS);
            stack.get(bob, USERS);
            assertThat(auth.asked()).isEqualTo(before);
        });

        auth.rename(bob, "Robert");
        announce(bob);

        await().untilAsserted(() -> assertThat(names(alice)).containsExactly("Robert"));
    }

    @Test
    void aReceiverShouldBeAskedForAgainOnlyWhereThatOneChanged() {
        awaitThatBobIsKnown();
        stack.get(alice, USERS);
        var carol = auth.signUp("Carol");
        announce(carol);
        // Once the list shows her, her change has been heard of.
        await().untilAsserted(() -> assertThat(names(alice)).containsExactlyInAnyOrder("Bob", "Carol"));
        int before = auth.asked();

        stack.send(alice, bob, "three");
        assertThat(auth.asked()).isEqualTo(before);

        announce(bob);
        await().untilAsserted(() -> {
            stack.send(alice, bob, "four");
            assertThat(auth.asked()).isGreaterThan(before);
        });
    }

    @Test
    void whoeverMayHaveChangedUnheardShouldBeAskedForAgain() {
        awaitThatBobIsKnown();
        int before = auth.asked();

        cutSubscriptions();

        await().untilAsserted(() -> {
            stack.send(alice, bob, "three");
            assertThat(auth.asked()).isGreaterThan(before);
        });
    }

    @Test
    void usersShouldKnowWhoHasJustSignedUp() {
        stack.get(alice, USERS);
        var carol = auth.signUp("Carol");

        assertThat(names(carol)).containsExactlyInAnyOrder("Alice", "Bob");
        assertThat(names(alice)).containsExactlyInAnyOrder("Bob", "Carol");
    }

    @Test
    void usersShouldHideEmailsWhereTheyAreToBeHidden() {
        var user = stack.get(alice, USERS).get("users").get(0);

        assertThat(user.has("email")).isFalse();
        assertThat(user.get("fullName").stringValue()).isEqualTo("Bob");
    }

    @Test
    void whatIsKnownShouldServeWhileAuthServiceIsAway() {
        stack.get(alice, USERS);
        stack.send(alice, bob, "before");

        auth.down(true);
        announce(bob);

        assertThat(names(alice)).containsExactly("Bob");
        assertThat(stack.send(alice, bob, "meanwhile").text()).isEqualTo("meanwhile");
    }

    @Test
    void whatIsNotKnownShouldBeUnavailableAndNotUnknownWhileAuthServiceIsAway() {
        auth.down(true);

        unavailable(stack.as(alice).get().uri(USERS).exchange());
        unavailable(stack.as(alice)
                .post()
                .uri("/api/messages/send/" + bob.id())
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"text\":\"x\"}")
                .exchange());

        auth.down(false);
        assertThat(names(alice)).containsExactly("Bob");
    }

    @Test
    void whoeverTalkedBeforeShouldBeReachedThroughANodeThatKnowsNobodyWhileAuthServiceIsAway() {
        stack.send(alice, bob, "before");
        var carol = auth.signUp("Carol");
        var database = stack.context().getEnvironment().getProperty("chatspace.message.database");
        try (var another = MessageStack.start(
                auth, RealMongo.uri(), RealRedis.uri(), "--chatspace.message.database=" + database)) {
            // From here on it has the keys that tokens are checked with.
            another.history(alice, carol);
            auth.down(true);

            assertThat(another.send(alice, bob, "meanwhile").text()).isEqualTo("meanwhile");
            assertThat(another.send(bob, alice, "and back").text()).isEqualTo("and back");
            unavailable(another.as(alice)
                    .post()
                    .uri("/api/messages/send/" + carol.id())
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue("{\"text\":\"x\"}")
                    .exchange());
        }
    }

    private void awaitThatBobIsKnown() {
        await().untilAsserted(() -> {
            stack.send(alice, bob, "one");
            int before = auth.asked();
            stack.send(alice, bob, "two");
            assertThat(auth.asked()).isEqualTo(before);
        });
    }

    private static void cutSubscriptions() {
        try (var redis = RedisClient.create(RealRedis.uri());
                var connection = redis.connect()) {
            connection.sync().clientKill(KillArgs.Builder.typePubsub());
        }
    }

    private static void unavailable(ResponseSpec response) {
        response.expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals("Retry-After", "1")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("unavailable");
    }

    private List<String> names(UserView caller) {
        return stack.get(caller, USERS)
                .get("users")
                .valueStream()
                .map(user -> user.get("fullName").stringValue())
                .toList();
    }

    private static void announce(UserView user) {
        var client = RedisClient.create(RealRedis.uri());
        try (var connection = client.connect()) {
            connection.sync().publish(RedisNames.USERS_CHANGED, user.id());
        } finally {
            client.shutdown();
        }
    }
}
