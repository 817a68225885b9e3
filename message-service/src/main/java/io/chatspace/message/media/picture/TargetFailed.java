package io.chatspace.message.media.picture;

import java.io.IOException;

/// The new picture could not be written: our fault, not the upload's.
final class TargetFailed extends IOException {
    TargetFailed(IOException cause) {
        super("The new picture could not be written", cause);
    }
}
