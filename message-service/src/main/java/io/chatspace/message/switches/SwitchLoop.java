package io.chatspace.message.switches;

import io.chatspace.kit.lifecycle.BackgroundLoop;
import io.chatspace.message.delivery.Broadcast;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Keeps [Switches] true for as long as the service runs: looks at the database when another node announces a
/// change, and regularly, since an announcement can be missed.
@Component
final class SwitchLoop extends BackgroundLoop {
    private static final Logger log = LoggerFactory.getLogger(SwitchLoop.class);
    private static final Set<String> EVENTS =
            Arrays.stream(Switch.values()).map(Switch::event).collect(Collectors.toSet());

    private final Switches switches;
    private final Broadcast broadcast;
    private final SwitchProperties properties;

    SwitchLoop(Switches switches, Broadcast broadcast, SwitchProperties properties) {
        this.switches = switches;
        this.broadcast = broadcast;
        this.properties = properties;
    }

    @Override
    protected Disposable begin() {
        var announced = broadcast.heard().filter(EVENTS::contains);
        return Flux.merge(announced, Flux.interval(properties.reread()).onBackpressureDrop())
                .onBackpressureLatest()
                .concatMap(_ -> look(), 1)
                .subscribe();
    }

    private Mono<Void> look() {
        return switches.reread().then(Mono.defer(switches::tell)).onErrorResume(error -> {
            log.debug("The switches could not be read: as they stood before", error);
            return Mono.empty();
        });
    }
}
