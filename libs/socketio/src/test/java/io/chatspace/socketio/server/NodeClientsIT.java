package io.chatspace.socketio.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.chatspace.engineio.testing.Scripts;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Unmodified clients from npm, where Node is present.
class NodeClientsIT {
    private static TestServer server;
    private static Path folder;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Scripts.present("node", "npm"), "no Node here");
        folder = Scripts.install(Path.of("src/test/interop"), Path.of("target/interop"));
        server = InteropServer.start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"client-4.8", "client-4.5", "client-4.0"})
    void everyStepShouldPass(String client) throws Exception {
        Scripts.Result result = Scripts.run(folder, "node", "interop.mjs", client, Integer.toString(server.port()));

        assertThat(result.status()).as(result.output()).isZero();
        assertThat(result.output()).contains("ok polling", "ok websocket", "ok upgrade", "ok reconnect", "ok refused");
    }
}
