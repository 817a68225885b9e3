package io.chatspace.kit.web;

import io.chatspace.kit.error.ErrorRenderer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/// Request ids and the one renderer of errors.
@AutoConfiguration
public class WebAutoConfiguration {
    @Bean
    RequestId requestId() {
        return new RequestId();
    }

    @Bean
    ErrorRenderer errorRenderer(JsonMapper json) {
        return new ErrorRenderer(json);
    }
}
