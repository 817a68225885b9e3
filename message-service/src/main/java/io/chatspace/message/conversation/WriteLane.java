package io.chatspace.message.conversation;

import io.chatspace.message.conversation.BatchInsert.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Sinks;

/// Group commit: while one batch is being written the next one gathers. A message that comes alone is written
/// at once; nothing ever waits for a timer.
///
/// [#add] may be called from any thread and never blocks. Outcomes are told in the order of the batch, before
/// the next one starts.
final class WriteLane {
    private static final Logger log = LoggerFactory.getLogger(WriteLane.class);

    private final BatchInsert insert;
    private final WriteSpans spans;
    private final int batchSize;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean writing = new AtomicBoolean();

    record Waiting(Draft draft, Sinks.One<Stored> result) {}

    WriteLane(BatchInsert insert, WriteSpans spans, int batchSize) {
        this.insert = insert;
        this.spans = spans;
        this.batchSize = batchSize;
    }

    void add(Waiting waiting) {
        queue.add(waiting);
        writeNext();
    }

    private void writeNext() {
        if (queue.isEmpty() || !writing.compareAndSet(false, true)) {
            return;
        }
        var batch = take();
        var drafts = batch.stream().map(Waiting::draft).toList();
        var _ = spans.of(drafts, insert.store(drafts))
                .doOnNext(outcomes -> tell(batch, outcomes))
                .doFinally(_ -> {
                    writing.set(false);
                    writeNext();
                })
                .subscribe(null, error -> log.error("A batch of messages was not told its outcome", error));
    }

    private List<Waiting> take() {
        var batch = new ArrayList<Waiting>();
        for (var next = queue.poll(); next != null; next = batch.size() < batchSize ? queue.poll() : null) {
            batch.add(next);
        }
        return batch;
    }

    private static void tell(List<Waiting> batch, List<Outcome> outcomes) {
        for (int i = 0; i < batch.size(); i++) {
            var result = batch.get(i).result();
            var told = switch (outcomes.get(i)) {
                case Outcome.Done(var stored) -> result.tryEmitValue(stored);
                case Outcome.Failed(var error) -> result.tryEmitError(error);
            };
            if (told.isFailure()) {
                log.debug("Nobody waits for a message any more: {}", told);
            }
        }
    }
}
