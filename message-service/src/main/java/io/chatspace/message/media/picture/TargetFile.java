package io.chatspace.message.media.picture;

import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.stream.FileImageOutputStream;

/// The file that a new picture goes to. Its failures are told from those of the upload: [TargetFailed].
final class TargetFile extends FileImageOutputStream {
    TargetFile(Path file) throws IOException {
        super(file.toFile());
    }

    @Override
    public void write(int value) throws IOException {
        try {
            super.write(value);
        } catch (IOException e) {
            throw new TargetFailed(e);
        }
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            super.write(bytes, from, length);
        } catch (IOException e) {
            throw new TargetFailed(e);
        }
    }
}
