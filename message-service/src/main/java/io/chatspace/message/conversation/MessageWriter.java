package io.chatspace.message.conversation;

import io.chatspace.kit.tracing.Traces;
import io.chatspace.message.conversation.WriteLane.Waiting;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// Stores messages, many at a time under load. A conversation keeps to one lane, so that its messages are
/// stored, and told of, in their order.
@Component
class MessageWriter {
    static final String WAITING = "chatspace.message.writes.waiting";

    private final List<WriteLane> lanes;
    private final int capacity;
    private final AtomicInteger waiting = new AtomicInteger();

    MessageWriter(
            MessageRepository repository,
            Clock clock,
            ConversationProperties properties,
            Traces traces,
            MeterRegistry meters) {
        var insert = new BatchInsert(repository, clock, properties.sendDeadline());
        var spans = new WriteSpans(traces);
        this.lanes = IntStream.range(0, properties.writeLanes())
                .mapToObj(_ -> new WriteLane(insert, spans, properties.writeBatch()))
                .toList();
        this.capacity = properties.writeQueue();
        Gauge.builder(WAITING, waiting, AtomicInteger::get)
                .description("Messages on their way into the database")
                .register(meters);
    }

    /// Completes once a majority of the database has it. Errors with [ConversationError.NotStored].
    Mono<Stored> write(Draft draft) {
        return Mono.defer(() -> {
            if (waiting.incrementAndGet() > capacity) {
                waiting.decrementAndGet();
                return Mono.error(new ConversationError.NotStored(null));
            }
            var result = Sinks.<Stored>one();
            laneOf(draft).add(new Waiting(draft, result));
            return result.asMono().doFinally(_ -> waiting.decrementAndGet());
        });
    }

    private WriteLane laneOf(Draft draft) {
        return lanes.get(Math.floorMod(draft.conversation().hashCode(), lanes.size()));
    }
}
