package io.chatspace.message.media.store;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;

@Configuration(proxyBeanMethods = false)
class MediaStoreConfiguration {
    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);

    @Bean
    MediaStores mediaStores(GridFsMediaStore gridFs, CloudinaryProperties cloudinary, Clock clock) {
        if (!cloudinary.isSet()) {
            return new MediaStores(gridFs, List.of(gridFs));
        }
        var store = new CloudinaryMediaStore(cloudinary, client(), clock);
        return new MediaStores(store, List.of(store, gridFs));
    }

    private static WebClient client() {
        var http = HttpClient.create()
                .option(io.netty.channel.ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
                .responseTimeout(ANSWER_TIMEOUT);
        return WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(http))
                .build();
    }
}
