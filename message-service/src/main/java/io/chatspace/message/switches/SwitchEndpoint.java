package io.chatspace.message.switches;

import io.chatspace.kit.security.Caller;
import io.chatspace.message.id.UserId;
import io.chatspace.message.input.JsonBody;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// `/api/ai/limiter` and `/api/messages/uploads`: everybody may `GET` how a switch stands, admins turn it by
/// `POST {"enabled":...}`. A `POST` without that field only reads.
@RestController
class SwitchEndpoint {
    private final Switches switches;
    private final SwitchProperties properties;
    private final JsonBody body;

    record Answer(boolean success, boolean enabled) {}

    SwitchEndpoint(Switches switches, SwitchProperties properties, JsonBody body) {
        this.switches = switches;
        this.properties = properties;
        this.body = body;
    }

    @GetMapping("/api/ai/limiter")
    Mono<Answer> assistant() {
        return answer(switches.assistant());
    }

    @PostMapping("/api/ai/limiter")
    Mono<Answer> turnAssistant(Caller caller, ServerWebExchange exchange) {
        return answer(turn(Switch.ASSISTANT, caller, exchange));
    }

    @GetMapping("/api/messages/uploads")
    Mono<Answer> uploads() {
        return answer(switches.uploads());
    }

    @PostMapping("/api/messages/uploads")
    Mono<Answer> turnUploads(Caller caller, ServerWebExchange exchange) {
        return answer(turn(Switch.UPLOADS, caller, exchange));
    }

    private Mono<Boolean> turn(Switch which, Caller caller, ServerWebExchange exchange) {
        if (!caller.admin() && !properties.isAdmin(caller.userId())) {
            throw new SwitchError.NotAdmin();
        }
        return body.read(exchange)
                .map(SwitchEndpoint::wanted)
                .defaultIfEmpty(Optional.empty())
                .flatMap(wanted -> wanted.map(enabled -> switches.turn(which, enabled, UserId.of(caller)))
                        .orElseGet(() -> switches.enabled(which)));
    }

    private static Optional<Boolean> wanted(JsonNode body) {
        var enabled = body.get("enabled");
        if (!body.isObject() || (enabled != null && !enabled.isBoolean())) {
            throw new SwitchError.NotBoolean();
        }
        return Optional.ofNullable(enabled).map(JsonNode::booleanValue);
    }

    private static Mono<Answer> answer(Mono<Boolean> enabled) {
        return enabled.map(on -> new Answer(true, on));
    }
}
