package io.chatspace.socketio.server;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/// A handler of an event's first argument whose result is the acknowledgement.
final class TypedHandler<T> implements EventHandler {
    private static final Logger log = LoggerFactory.getLogger(TypedHandler.class);

    private final Class<T> type;
    private final Function<? super T, ? extends @Nullable Object> function;

    TypedHandler(Class<T> type, Function<? super T, ? extends @Nullable Object> function) {
        this.type = type;
        this.function = function;
    }

    @Override
    public void handle(EventArgs args, Ack ack) {
        T value;
        try {
            value = args.as(0, type);
        } catch (JacksonException e) {
            log.debug("event {} came with an argument that is no {}", LogText.safe(args.event()), type.getSimpleName());
            return;
        }
        if (value == null) {
            log.debug("event {} came without its argument", LogText.safe(args.event()));
            return;
        }
        Object result = function.apply(value);
        switch (result) {
            case null -> ack.send();
            case Mono<?> later -> answerLater(args.event(), later, ack);
            default -> ack.send(result);
        }
    }

    private static void answerLater(String event, Mono<?> later, Ack ack) {
        var unused = later.subscribe(
                ack::send,
                error -> log.error("the handler of event {} failed", LogText.safe(event), error),
                ack::send); // does nothing after a value
    }
}
