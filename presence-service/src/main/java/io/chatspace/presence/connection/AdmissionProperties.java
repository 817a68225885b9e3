package io.chatspace.presence.connection;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How a storm of clients that come back at once is smoothed.
///
/// @param parallel CONNECTs that are looked at (token, user, log) at a time; the others wait their turn
/// @param queue    how many may wait before new sessions get 503
@ConfigurationProperties("chatspace.presence.admission")
public record AdmissionProperties(
        @DefaultValue("256") int parallel,
        @DefaultValue("2000") int queue) {
    public AdmissionProperties {
        if (parallel < 1 || queue < 1) {
            throw new IllegalArgumentException("chatspace.presence.admission.parallel and .queue must be at least 1");
        }
    }
}
