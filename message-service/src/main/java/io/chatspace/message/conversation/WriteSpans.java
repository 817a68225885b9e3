package io.chatspace.message.conversation;

import io.chatspace.kit.tracing.Traces;
import io.chatspace.message.conversation.BatchInsert.Outcome;
import io.micrometer.tracing.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// The write to the database in the traces of those whose messages it stores: a span for each of them, since one
/// write serves many requests. It ends when the outcome is known, tries and all.
final class WriteSpans {
    static final String NAME = "insert messages";

    private final Traces traces;

    private record Write(int index, Span span) {}

    WriteSpans(Traces traces) {
        this.traces = traces;
    }

    /// The same write. Untouched where none of the drafts is traced.
    Mono<List<Outcome>> of(List<Draft> drafts, Mono<List<Outcome>> write) {
        return traces.on() && drafts.stream().anyMatch(draft -> draft.trace() != null)
                ? Mono.defer(() -> {
                    var begun = begin(drafts);
                    return write.doOnNext(outcomes -> end(begun, outcomes));
                })
                : write;
    }

    private List<Write> begin(List<Draft> drafts) {
        var writes = new ArrayList<Write>();
        for (int i = 0; i < drafts.size(); i++) {
            var span = traces.begin(NAME, Span.Kind.CLIENT, drafts.get(i).trace());
            if (span != null) {
                var _ = span.tag("db.system.name", "mongodb")
                        .tag("db.operation.name", "insert")
                        .tag("db.collection.name", "messages")
                        .tag("db.operation.batch.size", drafts.size());
                writes.add(new Write(i, span));
            }
        }
        return writes;
    }

    private static void end(List<Write> writes, List<Outcome> outcomes) {
        for (var write : writes) {
            if (outcomes.get(write.index()) instanceof Outcome.Failed(var error)) {
                fail(write.span(), error);
            }
            write.span().end();
        }
    }

    private static void fail(Span span, @Nullable Throwable error) {
        if (error != null) {
            var _ = span.error(error);
        }
    }
}
