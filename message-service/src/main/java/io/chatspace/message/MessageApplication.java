package io.chatspace.message;

import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// The service of messages. Stands alone (`main`) or beside others in one JVM ([#application()]).
@SpringBootApplication
@ConfigurationPropertiesScan
public class MessageApplication {
    /// The service, ready to run with its own configuration file, `message-service.yml`.
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(MessageApplication.class)
                .web(WebApplicationType.REACTIVE)
                .properties(Map.of("spring.config.name", "message-service"));
    }

    public static void main(String[] args) {
        application().run(args);
    }
}
