package io.chatspace.kit.error;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/// The one renderer of errors.
@AutoConfiguration
public class ErrorAutoConfiguration {
    @Bean
    ErrorRenderer errorRenderer(JsonMapper json) {
        return new ErrorRenderer(json);
    }
}
