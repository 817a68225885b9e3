package io.chatspace.standalone.store;

import io.chatspace.standalone.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import redis.embedded.RedisServer;

/// The static redis-server that `org.signal:embedded-redis` carries for this operating system, laid down as a file.
final class RedisBinary {
    static final String VERSION = "Redis 7.0.15";

    private RedisBinary() {}

    /// The executable in `folder`, written there where it is missing or cut short.
    static Path in(Path folder) {
        var name = resource(System.getProperty("os.name"), System.getProperty("os.arch"));
        var file = folder.resolve(name);
        try (var content = RedisServer.class.getResourceAsStream("/" + name)) {
            if (content == null) {
                throw new StartFailure("There is no embedded Redis for this system (" + name
                        + "): start one and set REDIS_URL to it, for example redis://127.0.0.1:6379.");
            }
            var bytes = content.readAllBytes();
            if (!Files.isExecutable(file) || Files.size(file) != bytes.length) {
                var fresh = Files.createTempFile(folder, name, ".part");
                Files.write(fresh, bytes);
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwx------"));
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            return file;
        } catch (IOException e) {
            throw new StartFailure("redis-server could not be written to " + file + " (" + e + ").", e);
        }
    }

    static String resource(String system, String architecture) {
        var os = system.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : system.toLowerCase(Locale.ROOT);
        var arch = switch (architecture) {
            case "x86_64", "amd64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            case "x86", "i386", "i686" -> "386";
            default -> architecture;
        };
        return "redis-server-7.0.15-" + os + "-" + arch;
    }
}
