package io.chatspace.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.kit.test.ApiDocs;
import io.chatspace.kit.test.MappedEndpoints;
import io.chatspace.kit.test.RealMongo;
import io.chatspace.kit.test.RealRedis;
import org.junit.jupiter.api.Test;

/// `docs/api/openapi.yaml` says of this service what is there, and nothing else.
class ApiDocsIT {
    private static final String SERVICE = "message-service";

    @Test
    void everyEndpointShouldBeDescribedAndEveryDescriptionHaveItsEndpoint() {
        try (var auth = new StubAuth();
                var stack = MessageStack.start(auth, RealMongo.uri(), RealRedis.uri())) {
            assertThat(MappedEndpoints.of(stack.context())).isEqualTo(ApiDocs.endpointsOf(SERVICE));
            assertThat(ApiDocs.publicEndpointsOf(stack.context())).isEqualTo(ApiDocs.publicEndpointsOf(SERVICE));
        }
    }
}
