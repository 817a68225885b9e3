package io.chatspace.auth.profile;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.reactive.ServerWebExchangeContextFilter;

@Configuration(proxyBeanMethods = false)
class ProfileConfiguration {
    /// Lets [RelayedPictures] see the request that it serves.
    @Bean
    ServerWebExchangeContextFilter exchangeInContext() {
        return new ServerWebExchangeContextFilter();
    }
}
