package io.chatspace.standalone.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatspace.standalone.process.Ports;
import io.chatspace.standalone.store.ExternalDatabase;
import io.chatspace.standalone.store.ExternalRedis;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WiringTest {
    private final Wiring wiring = new Wiring(
            new ExternalDatabase("mongodb://db"), new ExternalRedis("redis://cache"), new Ports(new Random()), null);

    @Test
    void everyServiceShouldHaveAPortOfItsOwnAndOnlyTheGatewayBeReachedFromOutside() {
        var services = wiring.services(8080, "", 3);

        assertThat(services)
                .extracting(ServiceSpec::name)
                .containsExactly("auth", "message", "presence-1", "presence-2", "presence-3", "gateway");
        assertThat(services).extracting(ServiceSpec::port).doesNotHaveDuplicates();
        assertThat(find(services, "gateway").port()).isEqualTo(8080);
        assertThat(find(services, "gateway").properties()).doesNotContainKey("server.address");
        assertThat(services)
                .filteredOn(service -> service.service() != Service.GATEWAY)
                .allSatisfy(service -> assertThat(service.properties()).containsEntry("server.address", "127.0.0.1"));
    }

    @Test
    void servicesShouldBeToldWhereTheOthersAre() {
        var services = wiring.services(8080, "127.0.0.2", 2);

        var auth = find(services, "auth");
        var node = find(services, "presence-2");
        assertThat(node.properties())
                .containsEntry("chatspace.auth.url", auth.url())
                .containsEntry("chatspace.presence.node.id", "presence-2")
                .containsEntry("chatspace.presence.node.url", node.url())
                .containsEntry("spring.data.redis.url", "redis://cache")
                .doesNotContainKey("spring.mongodb.uri");
        assertThat(auth.properties())
                .containsEntry("spring.mongodb.uri", "mongodb://db")
                .containsEntry("chatspace.auth.first-user-is-admin", "true");
        assertThat(find(services, "gateway").arguments()).contains("--server.address=127.0.0.2", "--server.port=8080");
    }

    @Test
    void demoShouldAnswerInThePlaceOfAModelAndBeOn() {
        var demo = new Wiring(
                new ExternalDatabase("mongodb://db"),
                new ExternalRedis("redis://cache"),
                new Ports(new Random()),
                "http://127.0.0.1:1/v1");

        assertThat(find(demo.services(8080, "", 1), "message").properties())
                .containsEntry("chatspace.message.assistant.model.base-url", "http://127.0.0.1:1/v1")
                .containsEntry("chatspace.message.switches.assistant", "true");
        assertThat(find(wiring.services(8080, "", 1), "message").properties())
                .doesNotContainKey("chatspace.message.switches.assistant");
    }

    private static ServiceSpec find(List<ServiceSpec> services, String name) {
        return services.stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
