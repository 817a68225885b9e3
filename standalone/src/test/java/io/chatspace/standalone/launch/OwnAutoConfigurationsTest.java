package io.chatspace.standalone.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.mock.env.MockEnvironment;

class OwnAutoConfigurationsTest {
    private static final String[] NAMES = {
        "org.springframework.cloud.gateway.config.GatewayRedisAutoConfiguration",
        "org.springframework.boot.mongodb.autoconfigure.MongoReactiveAutoConfiguration",
        "org.springframework.boot.data.mongodb.autoconfigure.DataMongoReactiveAutoConfiguration",
        "io.chatspace.socketio.webflux.SocketIoAutoConfiguration",
        "org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration"
    };

    @ParameterizedTest
    @CsvSource({
        "AUTH,     false, true,  true,  false, true",
        "MESSAGE,  false, true,  true,  false, true",
        "PRESENCE, false, false, false, true,  true",
        "GATEWAY,  true,  false, false, false, true"
    })
    void eachServiceShouldGetWhatItHasAlone(
            Service service, boolean gateway, boolean mongo, boolean mongoData, boolean sockets, boolean redis) {
        var filter = new OwnAutoConfigurations();
        filter.setEnvironment(new MockEnvironment().withProperty(OwnAutoConfigurations.SERVICE, service.name()));

        assertThat(filter.match(NAMES, mock(AutoConfigurationMetadata.class)))
                .containsExactly(gateway, mongo, mongoData, sockets, redis);
    }

    @Test
    void contextThatIsNoServiceOfOursShouldBeLeftAlone() {
        var filter = new OwnAutoConfigurations();
        filter.setEnvironment(new MockEnvironment());

        assertThat(filter.match(NAMES, mock(AutoConfigurationMetadata.class))).containsOnly(true);
    }
}
