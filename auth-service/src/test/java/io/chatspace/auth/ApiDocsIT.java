package io.chatspace.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.kit.test.ApiDocs;
import io.chatspace.kit.test.MappedEndpoints;
import io.chatspace.kit.test.RealMongo;
import org.junit.jupiter.api.Test;

/// `docs/api/openapi.yaml` says of this service what is there, and nothing else.
class ApiDocsIT {
    private static final String SERVICE = "auth-service";

    @Test
    void everyEndpointShouldBeDescribedAndEveryDescriptionHaveItsEndpoint() {
        try (var auth = RunningAuth.start(RealMongo.uri(), RunningAuth.newDatabase())) {
            assertThat(MappedEndpoints.of(auth.context())).isEqualTo(ApiDocs.endpointsOf(SERVICE));
            assertThat(ApiDocs.publicEndpointsOf(auth.context())).isEqualTo(ApiDocs.publicEndpointsOf(SERVICE));
        }
    }
}
