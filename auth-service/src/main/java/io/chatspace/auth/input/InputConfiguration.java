package io.chatspace.auth.input;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class InputConfiguration {
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
