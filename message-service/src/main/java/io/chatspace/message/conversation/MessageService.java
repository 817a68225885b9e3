package io.chatspace.message.conversation;

import io.chatspace.kit.security.Caller;
import io.chatspace.message.delivery.MessageFanout;
import io.chatspace.message.directory.DirectoryError;
import io.chatspace.message.directory.UserDirectory;
import io.chatspace.message.id.ConversationId;
import io.chatspace.message.id.MessageId;
import io.chatspace.message.id.UserId;
import io.chatspace.message.store.Message;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Stores messages and has them delivered.
@Service
public class MessageService {
    private final UserDirectory directory;
    private final MessageWriter writer;
    private final MessageFanout fanout;
    private final MessageRepository repository;
    private final Clock clock;

    MessageService(
            UserDirectory directory,
            MessageWriter writer,
            MessageFanout fanout,
            MessageRepository repository,
            Clock clock) {
        this.directory = directory;
        this.writer = writer;
        this.fanout = fanout;
        this.repository = repository;
        this.clock = clock;
    }

    /// Errors with [io.chatspace.message.directory.DirectoryError.UserNotFound] where there is no such
    /// receiver. While auth-service is away, a receiver of whom this node has not heard is taken to be there
    /// where the caller talked with them before.
    public Mono<Void> checkReceiver(Caller caller, UserId receiver) {
        return directory
                .find(receiver, caller)
                .then()
                .onErrorResume(
                        DirectoryError.Unavailable.class,
                        away -> newest(UserId.of(caller), receiver, 1)
                                .hasElements()
                                .flatMap(talked -> talked ? Mono.empty() : Mono.error(away)));
    }

    /// Stores the message and pushes it to its receiver and to the sender's other devices. The same client
    /// message id again gives the first message. Whoever calls has checked the draft and its receiver.
    ///
    /// Errors with [ConversationError.NotStored], after which nobody knows whether it was, or
    /// [ConversationError.ClientMessageIdReused].
    public Mono<Message> post(Draft draft) {
        return writer.write(draft).flatMap(stored -> {
            var message = stored.message();
            if (!message.receiver().equals(draft.receiver())) {
                return Mono.error(new ConversationError.ClientMessageIdReused());
            }
            var pushed = stored.fresh()
                    ? fanout.newMessage(message.view(), draft.trace())
                    : fanout.sentAgain(message.view(), draft.trace());
            return pushed.thenReturn(message);
        });
    }

    /// The newest messages between the two, newest first. Marks none as seen.
    public Flux<Message> newest(UserId one, UserId other, int limit) {
        return repository.newest(ConversationId.between(one, other), null, limit);
    }

    /// Marks a question that got no answer, for everybody who reads it from now on. The message as it is then.
    public Mono<Message> markUnanswered(MessageId question) {
        return repository.markUnanswered(question, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
}
