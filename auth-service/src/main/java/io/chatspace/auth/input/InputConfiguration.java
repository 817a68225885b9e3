package io.chatspace.auth.input;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class InputConfiguration {
    /// Just inside of the token check, so that nobody without a token takes room where one is needed.
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    MultipartRoom multipartRoom(
            UploadProperties properties,
            @Value("${spring.webflux.multipart.max-disk-usage-per-part}") DataSize part,
            @Value("${spring.webflux.multipart.max-parts}") int parts) {
        return new MultipartRoom(properties.maxTemp().toBytes(), parts * part.toBytes());
    }

    @Bean
    WebFluxConfigurer requestFields(
            JsonMapper json, @Value("${spring.http.codecs.max-in-memory-size:2MB}") DataSize maxBody) {
        return new WebFluxConfigurer() {
            @Override
            public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
                configurer.addCustomResolver(new RequestFieldsResolver(json, Math.toIntExact(maxBody.toBytes())));
            }
        };
    }
}
