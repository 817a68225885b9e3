package io.chatspace.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.chatspace.engineio.testing.Scripts;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// python-socketio from PyPI, unmodified, where Python can install it.
class PythonClientIT {
    @Test
    void everyTransportShouldPass() throws Exception {
        assumeTrue(Scripts.present("python3"), "no Python here");
        Path venv = Path.of("target/python").toAbsolutePath();
        Files.createDirectories(venv);
        assumeTrue(Scripts.run(venv, "python3", "-m", "venv", venv.toString()).status() == 0, "no venv here");
        Scripts.Result installed = Scripts.run(
                venv, venv.resolve("bin/pip").toString(), "install", "-q", "python-socketio[client]==5.14.2");
        assumeTrue(installed.status() == 0, "python-socketio can't be installed: " + installed.output());
        try (TestServer server = InteropServer.start()) {
            Scripts.Result result = Scripts.run(
                    Path.of("src/test/interop").toAbsolutePath(),
                    venv.resolve("bin/python").toString(),
                    "interop.py",
                    Integer.toString(server.port()));

            assertThat(result.status()).as(result.output()).isZero();
            assertThat(result.output()).contains("ok upgrade");
        }
    }
}
