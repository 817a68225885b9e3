package io.chatspace.message.assistant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chatspace.contracts.MessageView;
import io.chatspace.message.store.Message;
import org.jspecify.annotations.Nullable;

/// What a streamed answer is made of.
sealed interface AnswerEvent {
    /// The first: the question as it was stored.
    record Start(MessageView userMessage) implements AnswerEvent {}

    /// The next piece of the answer.
    record Delta(String delta) implements AnswerEvent {}

    /// The last, and the whole of an answer that is not streamed: both messages as they were stored.
    record Done(boolean success, Said message, String content, MessageView userMessage, MessageView aiMessage)
            implements AnswerEvent {
        static Done of(Message question, Message answer) {
            var said = new Said("assistant", answer.text());
            return new Done(true, said, answer.text(), question.view(), answer.view());
        }
    }

    record Said(String role, String content) {}

    /// The argument of `ai:delta`, which the asking user's sockets get.
    ///
    /// @param replyTo id of the question
    /// @param end     absent while the answer goes on; `failed` or `stopped` where no `newMessage` will follow
    record SocketDelta(
            String delta,
            String replyTo,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String end) {}
}
