package io.chatspace.message.media;

import io.chatspace.contracts.MessageView.ImageMeta;

/// A picture that is kept and can be shown.
///
/// @param url absolute
public record KeptPicture(String url, ImageMeta meta) {}
