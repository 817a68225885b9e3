package io.chatspace.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.chatspace.contracts.ErrorBody;
import io.chatspace.contracts.MessageView;
import io.chatspace.contracts.UserView;
import io.chatspace.kit.test.ApiDocs;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The shapes that services share have the fields that both descriptions say.
class SharedShapesTest {
    @Test
    void messagesShouldHaveTheFieldsThatAreDescribed() {
        same(MessageView.class, ApiDocs.openapi().at("/components/schemas/Message"));
        same(MessageView.class, ApiDocs.asyncapi().at("/components/schemas/Message"));
        same(MessageView.ImageMeta.class, ApiDocs.openapi().at("/components/schemas/ImageMeta"));
        same(MessageView.ImageMeta.class, ApiDocs.asyncapi().at("/components/schemas/ImageMeta"));
    }

    @Test
    void usersShouldHaveTheFieldsThatAreDescribed() {
        same(UserView.class, ApiDocs.openapi().at("/components/schemas/User"));
    }

    @Test
    void errorsShouldHaveTheFieldsThatAreDescribed() {
        same(ErrorBody.class, ApiDocs.openapi().at("/components/schemas/Error"));
        same(ErrorBody.class, ApiDocs.asyncapi().at("/components/schemas/Error"));
    }

    private static void same(Class<? extends Record> type, JsonNode schema) {
        assertThat(schema.path("properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(names(type, _ -> true));
        assertThat(schema.path("required").valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrderElementsOf(
                        names(type, component -> component.getAccessor().getAnnotation(JsonInclude.class) == null));
    }

    private static Set<String> names(Class<? extends Record> type, Predicate<RecordComponent> wanted) {
        return Arrays.stream(type.getRecordComponents())
                .filter(wanted)
                .map(component -> {
                    var renamed = component.getAccessor().getAnnotation(JsonProperty.class);
                    return renamed == null ? component.getName() : renamed.value();
                })
                .collect(Collectors.toSet());
    }
}
