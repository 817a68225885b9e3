package io.chatspace.contracts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// A user as clients see one: never a password, hashed or not. `email` is absent where the directory hides it.
@JsonIgnoreProperties(ignoreUnknown = true)
public record UserView(
        @JsonProperty("_id") String id,
        String fullName,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String email,
        String profilePic,
        String bio) {

    public UserView withoutEmail() {
        return new UserView(id, fullName, null, profilePic, bio);
    }
}
