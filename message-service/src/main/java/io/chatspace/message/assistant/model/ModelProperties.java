package io.chatspace.message.assistant.model;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.lang.Contract;
import org.springframework.validation.annotation.Validated;

/// Where the model is and how long it may take.
///
/// @param baseUrl        of the endpoint, up to and without `/chat/completions`
/// @param apiKey         none: there is no assistant
/// @param groqApiKey     the same by its older name; counts where the other is empty
/// @param name           the model
/// @param others         further models that a client may name
/// @param connectTimeout until a connection stands
/// @param timeout        for an answer as a whole
/// @param silence        of an answer that comes in pieces: until the first, and between two
/// @param streamTimeout  for all of such an answer
/// @param retries        after a request that did not reach the model
/// @param concurrency    questions under way at once; as many again may wait
@Validated
@ConfigurationProperties("chatspace.message.assistant.model")
public record ModelProperties(
        @DefaultValue("") String baseUrl,
        @Nullable String apiKey,
        @Nullable String groqApiKey,
        @DefaultValue("") String name,
        @DefaultValue List<String> others,
        @DefaultValue("3s") @NotNull Duration connectTimeout,
        @DefaultValue("60s") @NotNull Duration timeout,
        @DefaultValue("20s") @NotNull Duration silence,
        @DefaultValue("5m") @NotNull Duration streamTimeout,
        @DefaultValue("2") @PositiveOrZero int retries,
        @DefaultValue("64") @Positive int concurrency) {
    private static final String BASE_URL = "https://api.groq.com/openai/v1";
    private static final String NAME = "llama-3.1-8b-instant";

    /// Empty is as good as absent: container files hand variables on that nobody has set.
    public ModelProperties {
        baseUrl = baseUrl.isBlank() ? BASE_URL : baseUrl.strip();
        name = name.isBlank() ? NAME : name.strip();
        var scheme = URI.create(baseUrl).getScheme();
        if (!"http".equals(scheme) && !"https".equals(scheme)) {
            throw new IllegalArgumentException(
                    "chatspace.message.assistant.model.base-url must be an http or https URL: " + baseUrl);
        }
        baseUrl = baseUrl.replaceAll("/+$", "");
        others = List.copyOf(others);
    }

    /// The key, or null where none is configured.
    public @Nullable String key() {
        return isSet(apiKey) ? apiKey.strip() : isSet(groqApiKey) ? groqApiKey.strip() : null;
    }

    @Contract("null -> false")
    private static boolean isSet(@Nullable String key) {
        return key != null && !key.isBlank();
    }

    /// The model for a client that asks for that one: another one than it names where that is not offered, since
    /// clients name models that only their first server had.
    public String choose(@Nullable String wanted) {
        return wanted != null && others.contains(wanted) ? wanted : name;
    }

    /// Without the keys.
    @Override
    public String toString() {
        return "ModelProperties[" + baseUrl + ", " + name + "]";
    }
}
