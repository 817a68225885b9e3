package io.chatspace.message.media;

import io.chatspace.kit.security.PublicPaths;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MediaConfiguration {
    /// Pictures are shown by those who know their ids. Keeping one asks for a token: that path is another one.
    @Bean
    PublicPaths publicPaths() {
        return PublicPaths.of("/api/media/{id}", "/api/media/{id}/thumb");
    }
}
