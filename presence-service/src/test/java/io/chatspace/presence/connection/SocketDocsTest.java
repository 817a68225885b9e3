package io.chatspace.presence.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.contracts.SocketEvents;
import io.chatspace.kit.security.TokenError;
import io.chatspace.kit.test.ApiDocs;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// `docs/api/asyncapi.yaml` names the events there are, no others, and the words in which sockets are refused.
class SocketDocsTest {
    private static final JsonNode DOCS = ApiDocs.asyncapi();

    /// Those that a client may send; `typing` goes both ways.
    private static final Set<String> HEARD =
            Set.of(SocketEvents.TYPING, SocketEvents.MESSAGE_SEND, SocketEvents.PRESENCE_WATCH);

    @Test
    void everyEventShouldBeDescribedAndEveryDescriptionBeOfAnEvent() {
        var known = Stream.of(SocketEvents.class.getFields())
                .map(SocketDocsTest::value)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(known).hasSizeGreaterThan(10);
        assertThat(names(DOCS.at("/components/messages"))).isEqualTo(known);
    }

    @Test
    void everyEventShouldBeToldOfInItsDirection() {
        var told = new TreeSet<>(names("told"));
        var heard = new TreeSet<>(names("heard"));

        assertThat(heard).isEqualTo(new TreeSet<>(HEARD));
        assertThat(Stream.of(told, heard).flatMap(Set::stream).collect(Collectors.toSet()))
                .isEqualTo(names(DOCS.at("/components/messages")));
        assertThat(told).contains(SocketEvents.TYPING).doesNotContain(SocketEvents.MESSAGE_SEND);
    }

    @Test
    void everyRefusalShouldBeDescribedInItsOwnWords() {
        var refusals = List.of(
                new TokenError.Missing(),
                new TokenError.Invalid(),
                new TokenError.Expired(),
                new TokenError.UserNotFound(),
                new TokenError.Unavailable(null));

        assertThat(refusals).hasSameSizeAs(TokenError.class.getPermittedSubclasses());
        for (var refusal : refusals) {
            assertThat(DOCS.at("/info/description").asString())
                    .contains("`" + TokenMiddleware.refusal(refusal).getMessage() + "`");
        }
    }

    private static Set<String> names(JsonNode messages) {
        return messages.valueStream()
                .map(message -> message.path("name").asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The events of an operation, through its references.
    private static Set<String> names(String operation) {
        return DOCS.at("/operations/" + operation + "/messages")
                .valueStream()
                .map(SocketDocsTest::resolved)
                .map(SocketDocsTest::resolved)
                .map(message -> message.path("name").asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode resolved(JsonNode reference) {
        return DOCS.at(reference.path("$ref").asString().substring(1));
    }

    private static String value(Field constant) {
        try {
            return String.valueOf(constant.get(null));
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
