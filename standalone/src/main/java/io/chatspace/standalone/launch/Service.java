package io.chatspace.standalone.launch;

import io.chatspace.auth.AuthApplication;
import io.chatspace.gateway.GatewayApplication;
import io.chatspace.message.MessageApplication;
import io.chatspace.presence.PresenceApplication;
import io.chatspace.standalone.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.springframework.boot.builder.SpringApplicationBuilder;

/// The services there are.
public enum Service {
    AUTH("auth-service", AuthApplication::application),
    MESSAGE("message-service", MessageApplication::application),
    PRESENCE("presence-service", PresenceApplication::application),
    GATEWAY("gateway", GatewayApplication::application);

    private final String module;
    private final Supplier<SpringApplicationBuilder> application;

    Service(String module, Supplier<SpringApplicationBuilder> application) {
        this.module = module;
        this.application = application;
    }

    SpringApplicationBuilder application() {
        return application.get();
    }

    /// The jar that runs it alone, in a built checkout.
    Path jar(Path checkout) {
        var target = checkout.resolve(module).resolve("target");
        try (var jars = Files.newDirectoryStream(target, module + "-*-app.jar")) {
            for (var jar : jars) {
                return jar;
            }
        } catch (IOException _) {
            // Said below.
        }
        throw new StartFailure("There is no " + module + "-*-app.jar in " + target
                + ": --processes starts the services from a built checkout (./mvnw package -DskipTests).");
    }
}
