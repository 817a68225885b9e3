package io.chatspace.gateway.route;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the services are: base addresses, `http://host:port`.
@ConfigurationProperties("chatspace")
record ServiceUrls(
        @DefaultValue Service auth,
        @DefaultValue Service message,
        @DefaultValue Service presence) {
    record Service(@DefaultValue("http://localhost") URI url) {}
}
