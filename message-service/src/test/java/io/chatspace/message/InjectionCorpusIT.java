package io.chatspace.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.contracts.UserView;
import io.chatspace.kit.test.ErrorLog;
import io.chatspace.kit.test.HostileField;
import io.chatspace.kit.test.InjectionCorpus;
import io.chatspace.kit.test.RealMongo;
import io.chatspace.kit.test.RealRedis;
import io.chatspace.modelstub.Behaviour;
import io.chatspace.modelstub.ModelStub;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Every text field of every endpoint, filled with what has been harmful elsewhere.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InjectionCorpusIT {
    private static final String SECRET = "between the victims";

    private final StubAuth auth = new StubAuth();
    private final ModelStub model = ModelStub.start(0, new Behaviour.Say(List.of("Hello"), Duration.ZERO));
    private MessageStack stack;
    private ErrorLog errors;
    private UserView alice;
    private UserView bob;
    private UserView mallory;

    @BeforeAll
    void start() {
        alice = auth.signUp("Alice");
        bob = auth.signUp("Bob");
        mallory = auth.signUp("Mallory");
        stack = MessageStack.start(
                auth,
                RealMongo.uri(),
                RealRedis.uri(),
                "--chatspace.message.switches.assistant=true",
                "--chatspace.message.switches.admin-id=" + mallory.id(),
                "--chatspace.message.assistant.daily-tokens=0",
                "--chatspace.message.assistant.model.groq-api-key=key-1",
                "--chatspace.message.assistant.model.base-url=" + model.url() + "/");
        var _ = stack.send(alice, bob, SECRET);
        errors = ErrorLog.open();
    }

    @AfterAll
    void stop() {
        errors.close();
        stack.close();
        model.close();
        auth.close();
    }

    @Test
    void messagesShouldBeKeptAsTheyAreOrRefused() throws Exception {
        try (var corpus = corpus()) {
            var send = "POST /api/messages/send/" + bob.id();
            corpus.fill(HostileField.everywhere(send, "text", Map.of(), "/newMessage/text"))
                    .fill(HostileField.everywhere(send, "clientMessageId", Map.of("text", "\"hello\""), null))
                    .fill(HostileField.path("POST /api/messages/send/{userId}", "userId"))
                    .verdict();
        }
        quiet();
    }

    @Test
    void idsAndPagesShouldBeWhatTheyMustBeOrRefused() throws Exception {
        try (var corpus = corpus()) {
            var delivered = "POST /api/messages/delivered";
            corpus.fill(HostileField.json(delivered, "messageIds", Map.of(), null))
                    .fill(HostileField.within(delivered, "messageIds", "{\"messageIds\":[<value>]}", null))
                    .fill(HostileField.path("PUT /api/messages/seen/{id}", "id"))
                    .fill(HostileField.path("GET /api/messages/{userId}", "userId"))
                    .fill(HostileField.path("GET /api/media/{id}", "id"))
                    .fill(HostileField.path("GET /api/media/{id}/thumb", "id"))
                    .fill(HostileField.query("GET /api/messages/" + bob.id(), "limit"))
                    .fill(HostileField.query("GET /api/messages/" + bob.id(), "before"))
                    .fill(HostileField.query("GET /api/messages/changes", "since"))
                    .fill(HostileField.query("GET /api/messages/changes", "from"))
                    .fill(HostileField.query("GET /api/messages/changes", "limit"))
                    .verdict();
        }
        quiet();
    }

    @Test
    void switchesShouldBeTurnedByBooleansAlone() throws Exception {
        try (var corpus = corpus()) {
            corpus.fill(HostileField.json("POST /api/messages/uploads", "enabled", Map.of(), null))
                    .fill(HostileField.json("POST /api/ai/limiter", "enabled", Map.of(), null))
                    .verdict();
        }
        quiet();
    }

    @Test
    void questionsShouldBeTextOrRefused() throws Exception {
        try (var corpus = corpus()) {
            var chat = "POST /api/ai/chat";
            var turn = "{\"messages\":[{\"role\":\"user\",\"content\":";
            corpus.fill(HostileField.json(chat, "prompt", Map.of(), "/userMessage/text"))
                    .fill(HostileField.json(chat, "messages", Map.of(), null))
                    .fill(HostileField.json(chat, "model", Map.of("prompt", "\"hello\""), null))
                    .fill(HostileField.json(chat, "stream", Map.of("prompt", "\"hello\""), null))
                    .fill(HostileField.within(chat, "content", turn + "<value>}]}", "/userMessage/text"))
                    .fill(HostileField.within(
                            chat, "role", "{\"messages\":[{\"role\":<value>,\"content\":\"hello\"}]}", null))
                    .verdict();
        }
        quiet();
    }

    private InjectionCorpus corpus() {
        return new InjectionCorpus(stack.url(), () -> stack.tokenOf(mallory), SECRET);
    }

    /// Nothing of it was a fault of ours, and the victims' conversation is as before.
    private void quiet() {
        assertThat(errors.lines()).isEmpty();
        assertThat(stack.history(alice, bob)).singleElement().satisfies(message -> {
            assertThat(message.text()).isEqualTo(SECRET);
            assertThat(message.seen()).isFalse();
        });
    }
}
