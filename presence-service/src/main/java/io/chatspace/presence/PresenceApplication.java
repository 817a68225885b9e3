package io.chatspace.presence;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class PresenceApplication {
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(PresenceApplication.class)
                .web(WebApplicationType.REACTIVE)
                .properties("spring.config.name=presence-service");
    }

    public static void main(String[] args) {
        application().run(args);
    }
}
