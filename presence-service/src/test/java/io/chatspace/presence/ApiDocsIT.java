package io.chatspace.presence;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.kit.test.ApiDocs;
import io.chatspace.kit.test.MappedEndpoints;
import io.chatspace.kit.test.RealRedis;
import org.junit.jupiter.api.Test;

/// `docs/api/openapi.yaml` says of this service what is there, and nothing else. Sockets are the other description's.
class ApiDocsIT {
    private static final String SERVICE = "presence-service";

    @Test
    void everyEndpointShouldBeDescribedAndEveryDescriptionHaveItsEndpoint() {
        try (var services = new StubServices();
                var node = PresenceNode.start("docs", services, RealRedis.uri())) {
            assertThat(MappedEndpoints.of(node.context())).isEqualTo(ApiDocs.endpointsOf(SERVICE));
            assertThat(ApiDocs.publicEndpointsOf(node.context())).isEqualTo(ApiDocs.publicEndpointsOf(SERVICE));
        }
    }
}
