package io.chatspace.standalone.data;

import io.chatspace.standalone.StartFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// Where one run keeps what must survive it. At most one run at a time: the lock is the operating system's, so it is
/// free
/// again when the process is gone, however it went.
public final class DataDirectory implements AutoCloseable {
    private static final String LOCK = "lock";
    private static final String DEFAULT = ".local/share/chatspace";

    private final Path root;
    private final FileChannel lock;

    private DataDirectory(Path root, FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /// The one that `CHATSPACE_DATA` names, else that of this user.
    public static Path named(Map<String, String> environment) {
        var name = environment.getOrDefault("CHATSPACE_DATA", "");
        return name.isBlank() ? Path.of(System.getProperty("user.home"), DEFAULT) : Path.of(name);
    }

    /// Makes the directory where there is none (readable by its owner only) and takes its lock.
    ///
    /// @throws StartFailure where it can't be written, or another run holds it
    public static DataDirectory open(Path directory) {
        var root = directory.toAbsolutePath().normalize();
        try {
            create(root);
            var channel = FileChannel.open(
                    root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!tryLock(channel)) {
                var holder = read(channel);
                channel.close();
                throw new StartFailure("The data directory " + root + " is in use by another run"
                        + (holder.isBlank() ? "" : " (pid " + holder + ")")
                        + ": stop that one, or set CHATSPACE_DATA to another directory.");
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new DataDirectory(root, channel);
        } catch (IOException e) {
            throw new StartFailure(
                    "The data directory " + root + " cannot be used (" + e + "): set CHATSPACE_DATA to another one.",
                    e);
        }
    }

    public Path root() {
        return root;
    }

    /// A directory inside it, made where there is none.
    public Path directory(String name) {
        var path = root.resolve(name);
        try {
            return create(path);
        } catch (IOException e) {
            throw new StartFailure("The directory " + path + " cannot be made (" + e + ").", e);
        }
    }

    public Path file(String name) {
        return root.resolve(name);
    }

    /// The file that what this child process prints goes to.
    public Path log(String name) {
        return directory("logs").resolve(name + ".log");
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException _) {
            // The operating system frees it with the process, which is about to end.
        }
    }

    private static Path create(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return path;
        }
        return Files.createDirectories(
                path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        var buffer = ByteBuffer.allocate(32);
        channel.read(buffer, 0);
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII).strip();
    }
}
