package io.chatspace.contracts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// A message as clients see one. `text` and `image` are always strings; times are ISO 8601 with milliseconds and
/// `Z`
/// ([Timestamps]). Fields after `updatedAt` are extras that clients of the first contract ignore.
///
/// @param delivered whether a device of the receiver has confirmed or fetched it; once true it stays true
/// @param version   grows with every change of this message: a reader keeps the highest it has seen
/// @param clientMessageId the sender's own id of this message, absent where the sender gave none
/// @param unanswered true on a question to the assistant that got no answer; absent otherwise
@JsonIgnoreProperties(ignoreUnknown = true)
public record MessageView(
        @JsonProperty("_id") String id,
        String senderId,
        String receiverId,
        String text,
        String image,
        boolean seen,
        String createdAt,
        String updatedAt,
        boolean delivered,
        long version,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String clientMessageId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ImageMeta imageMeta,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean unanswered) {

    /// What a client needs to lay a picture out before it has it.
    ///
    /// @param thumb absolute URL of the 320 px preview
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record ImageMeta(int width, int height, String thumb, String blurhash) {}
}
