package io.chatspace.message.media.store;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The account at Cloudinary. Used where all three of name, key and secret are set; one without the others stops the
/// start.
///
/// @param cloudName   `CLOUDINARY_CLOUD_NAME`
/// @param apiKey      `CLOUDINARY_API_KEY`
/// @param apiSecret   `CLOUDINARY_API_SECRET`; signs the calls, is never sent
/// @param folder      where in the account the pictures are put
/// @param apiUrl      where calls go
/// @param deliveryUrl where pictures are fetched from
@ConfigurationProperties("chatspace.message.media.cloudinary")
public record CloudinaryProperties(
        @DefaultValue("") String cloudName,
        @DefaultValue("") String apiKey,
        @DefaultValue("") String apiSecret,
        @DefaultValue("chatspace") String folder,
        @DefaultValue("https://api.cloudinary.com") String apiUrl,
        @DefaultValue("https://res.cloudinary.com") String deliveryUrl) {
    public CloudinaryProperties {
        boolean some = !(cloudName + apiKey + apiSecret).isBlank();
        boolean all = !cloudName.isBlank() && !apiKey.isBlank() && !apiSecret.isBlank();
        if (some && !all) {
            throw new IllegalArgumentException(
                    "CLOUDINARY_CLOUD_NAME, CLOUDINARY_API_KEY and CLOUDINARY_API_SECRET go together: one is not set");
        }
    }

    boolean isSet() {
        return !cloudName.isBlank();
    }

    @Override
    public String toString() {
        return "CloudinaryProperties[" + cloudName + "]";
    }
}
