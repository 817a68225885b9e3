package io.chatspace.auth;

import io.chatspace.kit.security.PublicPaths;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/// The service of users, passwords and keys. Stands alone (`main`) or beside others in one JVM ([#application()]).
@SpringBootApplication
@ConfigurationPropertiesScan
public class AuthApplication {
    /// The service, ready to run with its own configuration file, `auth-service.yml`.
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(AuthApplication.class)
                .web(WebApplicationType.REACTIVE)
                .properties(Map.of("spring.config.name", "auth-service"));
    }

    public static void main(String[] args) {
        application().run(args);
    }

    /// Where a token is not asked for, and a stale one not looked at: web clients keep sending theirs.
    @Bean
    PublicPaths publicPaths() {
        return PublicPaths.of("/api/auth/signup", "/api/auth/login", "/api/auth/refresh", "/.well-known/jwks.json");
    }
}
