package io.chatspace.message.assistant;

import io.chatspace.contracts.SocketEvents;
import io.chatspace.kit.redis.VolatilePush;
import io.chatspace.message.assistant.model.Completion;
import io.chatspace.message.assistant.model.ModelError;
import io.chatspace.message.assistant.model.ModelRequest;
import io.chatspace.message.assistant.model.Turn;
import io.chatspace.message.conversation.Draft;
import io.chatspace.message.conversation.MessageService;
import io.chatspace.message.id.UserId;
import io.chatspace.message.store.Message;
import io.chatspace.message.unread.UnreadService;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/// One question on its way: from its message to the message that answers it, or to the mark that none does.
///
/// Exactly one of [#finish], [#failed] and [#stopped] has the last word. What has begun to be stored is stored to
/// its end, whoever goes away meanwhile.
final class Asking {
    private static final Logger log = LoggerFactory.getLogger(Asking.class);

    private final Parts parts;
    private final UserId user;
    private final UserId assistant;
    private final StringBuffer text = new StringBuffer();
    private volatile Budget.@Nullable Share share;
    private volatile @Nullable Mono<Message> question;
    private volatile @Nullable Mono<Message> answer;
    /// Once a push to the sockets failed the rest of the answer goes without: they get the whole at the end.
    private volatile boolean deaf;

    /// What every question needs.
    record Parts(
            MessageService messages,
            UnreadService unread,
            VolatilePush push,
            Budget budget,
            int answerTokens,
            int maxTextLength) {}

    Asking(Parts parts, UserId user, UserId assistant) {
        this.parts = parts;
        this.user = user;
        this.assistant = assistant;
    }

    /// Takes its share of the day and stores the question. Errors with [AssistantError.BudgetSpent], or as
    /// [MessageService#post].
    Mono<Message> begin(String text, ModelRequest request) {
        return parts.budget()
                .take(user, request.tokens() + (long) request.maxTokens())
                .flatMap(taken -> {
                    share = taken;
                    var stored = parts.messages()
                            .post(new Draft(user, assistant, text, "", null))
                            .cache();
                    question = stored;
                    return stored;
                })
                .flatMap(message -> parts.unread()
                        .markSeen(assistant, message.id())
                        .onErrorResume(error -> {
                            log.debug("A question could not be marked as seen", error);
                            return Mono.empty();
                        })
                        .thenReturn(message));
    }

    /// Takes an answer that came as a whole.
    void hear(Completion completion) {
        text.append(completion.text());
    }

    /// Takes the next piece and tells the user's sockets of it. False once the answer is as long as a message may be.
    Mono<Boolean> append(String piece, Message to) {
        text.append(piece);
        boolean room = text.length() < parts.maxTextLength();
        return tell(new AnswerEvent.SocketDelta(piece, to.id().toString(), null))
                .thenReturn(room);
    }

    /// Stores the answer. Errors with [ModelError.Garbled] where there is nothing to store.
    Mono<Message> finish(long tokens) {
        return Mono.defer(() -> {
            var whole = whole();
            if (whole.isBlank()) {
                return Mono.error(new ModelError.Garbled(null));
            }
            var stored = post(whole, tokens);
            answer = stored;
            return stored;
        });
    }

    /// There will be no answer: the question is marked.
    Mono<Void> failed() {
        return answer == null ? unanswered("failed", 0) : Mono.empty();
    }

    /// The user has heard enough. What there is by then is the answer; where there is nothing the question is marked.
    Mono<Void> stopped() {
        return Mono.defer(() -> {
            var underWay = answer;
            if (underWay != null) {
                return underWay.then();
            }
            var whole = whole();
            return whole.isBlank() ? unanswered("stopped", 0) : post(whole, 0).then();
        });
    }

    private Mono<Message> post(String whole, long tokens) {
        return settle(tokens)
                .then(Mono.defer(() -> parts.messages().post(new Draft(assistant, user, whole, "", null))))
                .cache();
    }

    private Mono<Void> unanswered(String end, long tokens) {
        var stored = question;
        return settle(tokens)
                .then(Mono.defer(() -> stored == null
                        ? Mono.empty()
                        : stored.onErrorComplete()
                                .flatMap(message -> parts.messages().markUnanswered(message.id()))
                                .flatMap(message -> tell(new AnswerEvent.SocketDelta(
                                        "", message.id().toString(), end)))));
    }

    /// @param tokens what the provider counted; 0 where it did not
    private Mono<Void> settle(long tokens) {
        var taken = share;
        if (taken == null) {
            return Mono.empty();
        }
        share = null;
        long answered = Turn.tokens(text.toString());
        long estimate = answered == 0 ? 0 : taken.tokens() - parts.answerTokens() + answered;
        return parts.budget().settle(taken, tokens > 0 ? tokens : estimate);
    }

    private Mono<Void> tell(AnswerEvent.SocketDelta delta) {
        if (deaf) {
            return Mono.empty();
        }
        return parts.push()
                .publish(user.toString(), SocketEvents.AI_DELTA, delta)
                .onErrorResume(error -> {
                    deaf = true;
                    log.debug("Sockets are not told of an answer that comes", error);
                    return Mono.empty();
                });
    }

    /// The answer so far as a message can hold it: cut to its length, and without halves of surrogate pairs.
    private String whole() {
        var so = text.toString();
        int limit = parts.maxTextLength();
        var cut = so.codePointCount(0, so.length()) <= limit ? so : so.substring(0, so.offsetByCodePoints(0, limit));
        return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
