package io.chatspace.kit.web;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/// Request ids, and the end of connections when the service stops.
@AutoConfiguration
public class WebAutoConfiguration {
    @Bean
    RequestId requestId() {
        return new RequestId();
    }

    @Bean
    LameDuck lameDuck(@Value("${chatspace.shutdown.notice:1s}") Duration notice) {
        return new LameDuck(notice);
    }
}
