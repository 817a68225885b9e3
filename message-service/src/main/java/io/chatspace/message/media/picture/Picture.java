package io.chatspace.message.media.picture;

import java.nio.file.Path;

/// A picture that is ready to be kept. Its file belongs to whoever asked for it.
///
/// @param file      the picture
/// @param mediaType of it, by which it is served
/// @param size      of it, bytes
/// @param thumb     the preview; not to be changed
/// @param thumbType its media type
/// @param width     of the picture as shown
/// @param height    of the picture as shown
@SuppressWarnings("ArrayRecordComponent") // handed from one maker to one taker, never compared
public record Picture(
        Path file,
        String mediaType,
        long size,
        byte[] thumb,
        String thumbType,
        int width,
        int height,
        String blurhash) {}
