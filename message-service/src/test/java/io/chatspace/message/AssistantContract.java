package io.chatspace.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatspace.contracts.MessageView;
import io.chatspace.contracts.UserView;
import io.chatspace.kit.test.RealRedis;
import io.chatspace.modelstub.Behaviour;
import io.chatspace.modelstub.ModelStub;
import io.chatspace.modelstub.Received.Said;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The assistant in front of a stub of its provider.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AssistantContract {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Behaviour HELLO = new Behaviour.Say(List.of("Hel", "lo ", "✓ \uD83D\uDE00"), Duration.ZERO);

    private static final String[] USUAL = {
        "--chatspace.message.switches.assistant=true",
        "--chatspace.message.assistant.model.groq-api-key=key-1",
        "--chatspace.message.assistant.model.name=small",
        "--chatspace.message.assistant.model.others=large,huge",
        "--chatspace.message.assistant.model.timeout=1500ms",
        "--chatspace.message.assistant.model.silence=1s"
    };

    private final StubAuth auth = new StubAuth();
    private final ModelStub model = ModelStub.start(0, HELLO);
    private MessageStack stack;
    private Asker asker;
    private Device device;
    private UserView alice;
    private UserView bob;

    abstract String mongoUri();

    @BeforeAll
    void start() {
        stack = start("--chatspace.message.assistant.model.base-url=" + model.url() + "/");
        asker = new Asker(stack);
    }

    private MessageStack start(String... settings) {
        var all = new LinkedHashMap<String, String>();
        Stream.concat(Stream.of(USUAL), Stream.of(settings))
                .map(setting -> setting.split("=", 2))
                .forEach(setting -> all.put(setting[0], setting[1]));
        var arguments = all.entrySet().stream().map(setting -> setting.getKey() + "=" + setting.getValue());
        return MessageStack.start(auth, mongoUri(), RealRedis.uri(), arguments.toArray(String[]::new));
    }

    @AfterAll
    void stop() {
        stack.close();
        model.close();
        auth.close();
    }

    @BeforeEach
    void signUp() {
        alice = auth.signUp("Alice");
        bob = auth.signUp("Bob");
        device = new Device(RealRedis.uri(), alice);
        model.behave(HELLO);
        stack.bean(CircuitBreaker.class).reset();
    }

    @AfterEach
    void hangUp() {
        device.close();
    }

    @Test
    void promptShouldBeAnsweredAndBothMessagesKeptAndPushed() {
        var answer = asker.ask(alice, Asker.prompt(" What is\n a monad? "));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("success").booleanValue()).isTrue();
        assertThat(answer.text("content")).isEqualTo("Hello ✓ \uD83D\uDE00");
        assertThat(answer.body().path("message").path("role").stringValue()).isEqualTo("assistant");
        assertThat(answer.body().path("message").path("content").stringValue()).isEqualTo("Hello ✓ \uD83D\uDE00");
        var question = message(answer.body().path("userMessage"));
        var said = message(answer.body().path("aiMessage"));
        assertThat(question.senderId()).isEqualTo(alice.id());
        assertThat(question.receiverId()).isEqualTo(auth.assistant().id());
        assertThat(question.text()).isEqualTo(" What is\n a monad? ");
        assertThat(said.senderId()).isEqualTo(auth.assistant().id());
        assertThat(said.receiverId()).isEqualTo(alice.id());
        assertThat(said.text()).isEqualTo("Hello ✓ \uD83D\uDE00");
        assertThat(said.unanswered()).isNull();

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(device.frames("messageSent")).hasSize(1);
            assertThat(device.frames("newMessage"))
                    .singleElement()
                    .satisfies(frame -> assertThat(JSON.readTree(frame.args()).path(0))
                            .isEqualTo(answer.body().path("aiMessage")));
        });
        assertThat(device.frames("ai:delta")).isEmpty();
        assertThat(stack.unseen(alice, auth.assistant())).isEqualTo(1);
        assertThat(stack.unseen(auth.assistant(), alice)).isZero();
        assertThat(stack.history(alice, auth.assistant()))
                .extracting(MessageView::id)
                .containsExactly(question.id(), said.id());
    }

    @Test
    void providerShouldBeSentWhatTheProtocolWants() {
        asker.ask(alice, Asker.prompt("Why?"));

        var sent = model.received().getLast();
        assertThat(sent.key()).isEqualTo("key-1");
        assertThat(sent.model()).isEqualTo("small");
        assertThat(sent.stream()).isFalse();
        assertThat(sent.maxTokens()).isEqualTo(1024);
        assertThat(sent.messages()).hasSize(2);
        assertThat(sent.messages().getFirst().role()).isEqualTo("system");
        assertThat(sent.messages().getLast()).isEqualTo(new Said("user", "Why?"));
    }

    @Test
    void streamedAnswerShouldComeInPiecesToTheRequestAndToTheSockets() {
        try (var stream = asker.stream(alice, Asker.streamed("Why?"))) {
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.contentType()).startsWith("text/event-stream");
            var events = stream.rest();

            assertThat(events)
                    .extracting(Asker.Event::name)
                    .containsExactly("start", "message", "message", "message", "done");
            assertThat(events.subList(1, 4))
                    .extracting(event -> event.data().path("delta").stringValue())
                    .containsExactly("Hel", "lo ", "✓ \uD83D\uDE00");
            var done = events.getLast().data();
            assertThat(done.path("content").stringValue()).isEqualTo("Hello ✓ \uD83D\uDE00");
            assertThat(done.path("userMessage"))
                    .isEqualTo(events.getFirst().data().path("userMessage"));

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(device.frames("newMessage"))
                            .singleElement()
                            .satisfies(frame -> assertThat(
                                            JSON.readTree(frame.args()).path(0))
                                    .isEqualTo(done.path("aiMessage"))));
            var names = device.frames().stream().map(frame -> frame.event()).toList();
            assertThat(names.lastIndexOf("ai:delta")).isLessThan(names.indexOf("newMessage"));
            assertThat(device.frames("ai:delta"))
                    .allSatisfy(frame -> assertThat(frame.logId()).isEqualTo("-"))
                    .extracting(frame -> JSON.readTree(frame.args()).path(0))
                    .allSatisfy(delta -> assertThat(delta.path("replyTo"))
                            .isEqualTo(done.path("userMessage").path("_id")))
                    .extracting(delta -> delta.path("delta").stringValue())
                    .containsExactly("Hel", "lo ", "✓ \uD83D\uDE00");
        }
        assertThat(model.received().getLast().stream()).isTrue();
    }

    @Test
    void modelShouldKnowThisConversationAndNoOther() {
        stack.send(alice, bob, "a secret between Alice and Bob");
        asker.ask(bob, Asker.prompt("a question of Bob's"));
        asker.ask(alice, Asker.prompt("first"));
        model.behave(new Behaviour.Refuse(500, ""));
        asker.ask(alice, Asker.prompt("lost"));
        model.behave(HELLO);
        asker.ask(alice, Asker.prompt("second"));

        assertThat(told())
                .containsExactly(
                        new Said("user", "first"),
                        new Said("assistant", "Hello ✓ \uD83D\uDE00"),
                        new Said("user", "second"));
    }

    @Test
    void oldPartsOfAConversationShouldBeLeftOut() {
        // About 1,700 tokens each, of 3,000.
        asker.ask(alice, Asker.prompt("a".repeat(5000)));
        asker.ask(alice, Asker.prompt("b".repeat(5000)));
        asker.ask(alice, Asker.prompt("now"));

        assertThat(told()).extracting(said -> said.content().substring(0, 1)).containsExactly("H", "b", "H", "n");
    }

    @Test
    void conversationThatTheClientTellsShouldBeTaken() {
        asker.ask(alice, Asker.prompt("stored"));
        var answer = asker.ask(alice, """
                {"messages":[{"role":"system","content":"Be brief"},{"role":"user","content":"one"},
                 {"role":"assistant","content":"1"},{"role":"user","content":"two"}],"model":"large"}""");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(message(answer.body().path("userMessage")).text()).isEqualTo("two");
        assertThat(model.received().getLast().model()).isEqualTo("large");
        assertThat(told())
                .containsExactly(new Said("user", "one"), new Said("assistant", "1"), new Said("user", "two"));
        assertThat(model.received().getLast().messages()).contains(new Said("system", "Be brief"));
    }

    @Test
    void modelThatIsNotOfferedShouldBeReplaced() {
        asker.ask(alice, "{\"prompt\":\"hi\",\"model\":\"the-dearest\"}");

        assertThat(model.received().getLast().model()).isEqualTo("small");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "\"hi\"",
                "{\"prompt\":\"\"}",
                "{\"prompt\":\" \\n\"}",
                "{\"prompt\":null}",
                "{\"messages\":[]}",
                "{\"messages\":{}}",
                "{\"messages\":\"hi\"}",
                "{\"messages\":[{\"role\":\"user\",\"content\":\" \"}]}"
            })
    void nothingShouldBeRefused(String body) {
        var answer = asker.ask(alice, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("message")).isEqualTo("messages array is required");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"prompt":1}                                         | prompt must be a string
            {"prompt":"hi","stream":"yes"}                       | stream must be boolean
            {"prompt":"hi","model":7}                            | model must be a string
            {"messages":[1]}                                     | role of a message must be system, user or assistant
            {"messages":[{"role":"tool","content":"x"}]}         | role of a message must be system, user or assistant
            {"messages":[{"role":"user","content":[]}]}          | content of a message must be a string
            {"messages":[{"role":"user"}]}                       | content of a message must be a string
            {"messages":[{"role":"assistant","content":"x"}]}    | messages has none whose role is user
            {"prompt":"\\ud800"}                                 | text is not valid Unicode
            """)
    void mistakeShouldBeNamed(String body, String sentence) {
        int before = model.calls();
        var answer = asker.ask(alice, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("message")).isEqualTo(sentence);
        assertThat(model.calls()).isEqualTo(before);
        assertThat(stack.history(alice, auth.assistant())).isEmpty();
    }

    @Test
    void tooMuchShouldBeRefused() {
        assertThat(asker.ask(alice, Asker.prompt("x".repeat(20_001))).text("code"))
                .isEqualTo("text_too_long");
        assertThat(asker.ask(alice, Asker.prompt("x".repeat(3 << 20))).status()).isEqualTo(413);
    }

    @Test
    void strangersShouldBeRefused() {
        stack.http()
                .post()
                .uri("/api/ai/chat")
                .header("Content-Type", "application/json")
                .bodyValue(Asker.prompt("hi"))
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectBody()
                .jsonPath("$.message")
                .isEqualTo("Unauthorized - No token provided");
    }

    private record Trouble(Behaviour behaviour, int status, String code, int calls) {}

    private static List<Trouble> troubles() {
        return List.of(
                new Trouble(new Behaviour.Refuse(401, ""), 502, "ai_refused", 1),
                new Trouble(new Behaviour.Refuse(404, ""), 502, "ai_refused", 1),
                new Trouble(new Behaviour.Refuse(500, ""), 502, "ai_failed", 1),
                new Trouble(new Behaviour.Refuse(429, "120"), 502, "ai_busy", 1),
                new Trouble(new Behaviour.Refuse(429, ""), 502, "ai_busy", 3),
                new Trouble(new Behaviour.Refuse(503, "0"), 502, "ai_busy", 3),
                new Trouble(new Behaviour.Stall(List.of()), 504, "ai_timeout", 1),
                new Trouble(new Behaviour.Cut(List.of()), 502, "ai_failed", 1),
                new Trouble(new Behaviour.Garbage(200, "text/html", "<h1>Hi</h1>"), 502, "ai_garbled", 1),
                new Trouble(new Behaviour.Garbage(200, "application/json", "{\"choices\":"), 502, "ai_garbled", 1),
                new Trouble(new Behaviour.Garbage(200, "application/json", "{\"choices\":[]}"), 502, "ai_garbled", 1),
                new Trouble(new Behaviour.Garbage(200, "application/json", "[]"), 502, "ai_garbled", 1),
                new Trouble(
                        new Behaviour.Garbage(200, "application/json", "{\"error\":{\"message\":\"no\"}}"),
                        502,
                        "ai_failed",
                        1),
                new Trouble(new Behaviour.Say(List.of(" ", "\n"), Duration.ZERO), 502, "ai_garbled", 1));
    }

    @Test
    void troubleShouldBeToldPlainlyAndTheQuestionMarked() {
        for (var body : List.of(Asker.prompt("Why?"), Asker.streamed("Why?"))) {
            for (var trouble : troubles()) {
                if (body.equals(Asker.streamed("Why?")) && trouble.behaviour() instanceof Behaviour.Say) {
                    continue; // Blanks are pieces; see below.
                }
                stack.bean(CircuitBreaker.class).reset();
                model.behave(trouble.behaviour());
                var user = auth.signUp("Somebody");
                int before = model.calls();

                var answer = asker.ask(user, body);

                assertThat(answer.status()).as("%s %s", body, trouble).isEqualTo(trouble.status());
                assertThat(answer.text("code")).as("%s %s", body, trouble).isEqualTo(trouble.code());
                assertThat(answer.text("message")).contains("AI provider").doesNotContain("stub", "Exception", "http");
                assertThat(model.calls() - before).as("%s %s", body, trouble).isEqualTo(trouble.calls());
                assertThat(stack.history(user, auth.assistant()))
                        .as("%s %s", body, trouble)
                        .singleElement()
                        .satisfies(question -> {
                            assertThat(question.text()).isEqualTo("Why?");
                            assertThat(question.unanswered()).isTrue();
                        });
            }
        }
    }

    @Test
    void providerThatIsBusyShouldSayWhenToComeBack() {
        model.behave(new Behaviour.Refuse(429, "120"));

        assertThat(asker.ask(alice, Asker.prompt("Why?")).retryAfter()).isEqualTo("120");
    }

    @Test
    void streamThatBreaksMidwayShouldEndInAnError() {
        var broken = List.of(
                new Behaviour.Cut(List.of("Hel", "lo")),
                new Behaviour.Stall(List.of("Hel", "lo")),
                new Behaviour.Say(List.of(" ", "\n"), Duration.ZERO));
        var codes = List.of("ai_failed", "ai_timeout", "ai_garbled");
        for (int i = 0; i < broken.size(); i++) {
            model.behave(broken.get(i));
            try (var stream = asker.stream(alice, Asker.streamed("Why " + i))) {
                var events = stream.rest();

                // A connection that breaks may take its last piece with it.
                assertThat(events)
                        .extracting(Asker.Event::name)
                        .startsWith("start", "message")
                        .endsWith("error")
                        .hasSizeBetween(3, 4);
                var error = events.getLast().data();
                assertThat(error.path("success").booleanValue(true)).isFalse();
                assertThat(error.path("code").stringValue()).isEqualTo(codes.get(i));
                assertThat(error.path("message").stringValue()).startsWith("The AI provider");
            }
        }
        assertThat(stack.history(alice, auth.assistant()))
                .hasSize(3)
                .allSatisfy(question -> assertThat(question.unanswered()).isTrue());
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(device.frames("ai:delta"))
                        .filteredOn(frame -> frame.args().contains("\"end\":\"failed\""))
                        .hasSize(3));
        assertThat(device.frames("newMessage")).isEmpty();
    }

    @Test
    void garbageInTheMiddleOfAStreamShouldEndItInAnError() {
        model.behave(new Behaviour.Garbage(200, "text/event-stream", """
                data: {"choices":[{"delta":{"content":"Hel"}}]}

                data: {"choices":

                """));

        try (var stream = asker.stream(alice, Asker.streamed("Why?"))) {
            assertThat(stream.rest()).extracting(Asker.Event::name).containsExactly("start", "message", "error");
        }
    }

    @Test
    void closingAStreamShouldStopTheModelAndKeepWhatItSaid() {
        model.behave(new Behaviour.Say(words(200), Duration.ofMillis(50)));
        int before = model.dropped();
        try (var stream = asker.stream(alice, Asker.streamed("Why?"))) {
            assertThat(Objects.requireNonNull(stream.next()).name()).isEqualTo("start");
            assertThat(stream.next()).isNotNull();
        }

        await().atMost(SOON).until(() -> model.dropped() > before);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(device.frames("newMessage")).hasSize(1));
        var history = stack.history(alice, auth.assistant());
        assertThat(history).hasSize(2);
        assertThat(history.getFirst().unanswered()).isNull();
        assertThat(history.getLast().text()).startsWith("word ").hasSizeLessThan(500);
    }

    @Test
    void closingAStreamThatSaidNothingYetShouldMarkTheQuestion() {
        model.behave(new Behaviour.Stall(List.of()));
        int before = model.dropped();
        var asking = asker.asking(alice, Asker.streamed("Why?"));
        await().atMost(SOON)
                .until(() -> !model.received().isEmpty()
                        && model.received().getLast().question().equals("Why?")
                        && !stack.history(alice, auth.assistant()).isEmpty());
        asking.cancel(true);

        await().atMost(SOON).until(() -> model.dropped() > before);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(stack.history(alice, auth.assistant()))
                        .singleElement()
                        .satisfies(question -> assertThat(question.unanswered()).isTrue()));
    }

    @Test
    void closingAnUnstreamedRequestShouldStopTheModelAndMarkTheQuestion() {
        model.behave(new Behaviour.Stall(List.of()));
        int calls = model.calls();
        int before = model.dropped();
        var asking = asker.asking(alice, Asker.prompt("Why?"));
        await().atMost(SOON).until(() -> model.calls() > calls);
        asking.cancel(true);

        await().atMost(Duration.ofSeconds(1)).until(() -> model.dropped() > before);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(stack.history(alice, auth.assistant()))
                        .singleElement()
                        .satisfies(question -> assertThat(question.unanswered()).isTrue()));
    }

    @Test
    void answerLongerThanAMessageShouldBeCut() {
        model.behave(new Behaviour.Say(List.of("x".repeat(15_000), "y".repeat(15_000), "z"), Duration.ZERO));

        try (var stream = asker.stream(alice, Asker.streamed("Why?"))) {
            assertThat(stream.rest().getLast().data().path("content").stringValue())
                    .hasSize(20_000)
                    .endsWith("y");
        }
        assertThat(asker.ask(alice, Asker.prompt("Why?")).text("content")).hasSize(20_000);
    }

    @Test
    void endpointThatDoesNotStreamShouldBeUnderstood() {
        model.behave(new Behaviour.Garbage(
                200, "application/json", "{\"choices\":[{\"message\":{\"content\":\"at once\"}}]}"));

        try (var stream = asker.stream(alice, Asker.streamed("Why?"))) {
            assertThat(stream.rest().getLast().data().path("content").stringValue())
                    .isEqualTo("at once");
        }
    }

    @Test
    void assistantThatIsOffShouldSaySo() {
        try (var off = start("--chatspace.message.switches.assistant=false")) {
            for (var body : List.of(Asker.prompt("hi"), "{}", Asker.streamed("hi"))) {
                var answer = new Asker(off).ask(alice, body);
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.text("message")).isEqualTo("AI service is currently disabled");
            }
            assertThat(off.history(alice, auth.assistant())).isEmpty();
        }
    }

    @Test
    void assistantWithoutAKeyShouldSaySo() {
        try (var keyless = start(
                "--chatspace.message.assistant.model.groq-api-key=", "--chatspace.message.assistant.model.api-key= ")) {
            var answer = new Asker(keyless).ask(alice, Asker.prompt("hi"));
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text("message")).isEqualTo("GROQ_API_KEY not configured");
            assertThat(new Asker(keyless).ask(alice, "{}").status()).isEqualTo(400);
            assertThat(keyless.history(alice, auth.assistant())).isEmpty();
        }
    }

    @Test
    void userShouldHaveADayAndNoMore() {
        try (var poor = start(
                "--chatspace.message.assistant.model.base-url=" + model.url(),
                "--chatspace.message.assistant.answer-tokens=10",
                "--chatspace.message.assistant.daily-tokens=100")) {
            var asker = new Asker(poor);
            int answered = 0;
            var answer = asker.ask(alice, Asker.prompt("hi"));
            for (; answer.status() == 200 && answered < 20; answered++) {
                answer = asker.ask(alice, Asker.prompt("hi"));
            }

            assertThat(answered).isBetween(1, 10);
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.text("code")).isEqualTo("ai_budget_spent");
            assertThat(Integer.parseInt(Objects.requireNonNull(answer.retryAfter())))
                    .isBetween(1, 86_400);
            assertThat(poor.history(alice, auth.assistant())).hasSize(2 * answered);
            assertThat(asker.ask(bob, Asker.prompt("hi")).status()).isEqualTo(200);
        }
    }

    @Test
    void failuresShouldCostNothing() {
        try (var poor = start(
                "--chatspace.message.assistant.model.base-url=" + model.url(),
                "--chatspace.message.assistant.answer-tokens=10",
                "--chatspace.message.assistant.daily-tokens=100")) {
            model.behave(new Behaviour.Refuse(401, ""));
            for (int i = 0; i < 10; i++) {
                assertThat(new Asker(poor).ask(alice, Asker.prompt("hi")).status())
                        .isEqualTo(502);
            }
            model.behave(HELLO);
            assertThat(new Asker(poor).ask(alice, Asker.prompt("hi")).status()).isEqualTo(200);
        }
    }

    @Test
    void providerThatKeepsFailingShouldBeLeftAlone() {
        model.behave(new Behaviour.Refuse(500, ""));
        int before = model.calls();
        for (int i = 0; i < 10; i++) {
            asker.ask(alice, Asker.prompt("hi"));
        }

        var answer = asker.ask(alice, Asker.prompt("hi"));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("code")).isEqualTo("ai_resting");
        assertThat(answer.retryAfter()).isNotNull();
        assertThat(model.calls() - before).isLessThan(10);
    }

    @Test
    void providerThatIsNotThereShouldBeToldOf() {
        try (var nowhere = start("--chatspace.message.assistant.model.base-url=http://127.0.0.1:1/v1")) {
            var answer = new Asker(nowhere).ask(alice, Asker.prompt("hi"));
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.text("code")).isEqualTo("ai_unreachable");
        }
    }

    private List<Said> told() {
        return model.received().getLast().messages().stream()
                .filter(said -> !said.role().equals("system"))
                .toList();
    }

    private static List<String> words(int count) {
        return IntStream.range(0, count).mapToObj(_ -> "word ").toList();
    }

    private static MessageView message(JsonNode node) {
        return JSON.treeToValue(node, MessageView.class);
    }
}
