package io.chatspace.kit.web;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/// Request ids.
@AutoConfiguration
public class WebAutoConfiguration {
    @Bean
    RequestId requestId() {
        return new RequestId();
    }
}
