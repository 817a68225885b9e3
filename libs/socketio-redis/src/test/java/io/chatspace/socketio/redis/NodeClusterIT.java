package io.chatspace.socketio.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.chatspace.engineio.testing.Scripts;
import io.chatspace.socketio.server.Ack;
import io.chatspace.socketio.server.EventArgs;
import io.chatspace.socketio.server.Namespace;
import io.chatspace.socketio.server.Room;
import io.chatspace.socketio.server.Socket;
import io.chatspace.socketio.server.TestServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/// One cluster of a Java node and a Node node, with both adapters of `@socket.io/redis-adapter` and the emitter, where
/// Node is present.
class NodeClusterIT {
    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of("plain", (Function<RedisClient, RedisAdapters>) RedisAdapters::connect),
                Arguments.of("sharded", (Function<RedisClient, RedisAdapters>) RedisAdapters::sharded));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void everyStepShouldPass(String kind, Function<RedisClient, RedisAdapters> connect) throws Exception {
        assumeTrue(Scripts.present("node", "npm"), "no Node here");
        Path folder = Scripts.install(Path.of("src/test/interop"), Path.of("target/interop"));
        try (TestRedis redis = new TestRedis()) {
            RedisClient client = RedisClient.create(RedisURI.create("127.0.0.1", redis.port()));
            try (RedisAdapters adapters = connect.apply(client);
                    TestServer server = new TestServer(builder -> builder.adapter(adapters))) {
                serve(server.main());
                Scripts.Result result = Scripts.run(
                        folder,
                        "node",
                        "cluster.mjs",
                        Integer.toString(redis.port()),
                        Integer.toString(server.port()),
                        kind);

                assertThat(result.status()).as(result.output()).isZero();
                assertThat(result.output()).contains("ok server-side events both ways", "ok disconnect from afar");
            } finally {
                client.shutdown(0, 1, TimeUnit.SECONDS);
            }
        }
    }

    static void serve(Namespace main) {
        main.onServerSideEvent(
                "hello from node",
                (args, ack) -> ack.send("java heard " + args.get(0).asInt()));
        main.onConnection(socket -> socket.data().put("home", "java"));
        main.on("broadcast", (socket, args, ack) -> {
            main.emit(args.get(0).asString(), args.get(1));
            ack.send();
        });
        main.on("broadcast to", (socket, args, ack) -> {
            main.to(Room.of(args.get(0).asString())).emit(args.get(1).asString(), args.get(2));
            ack.send();
        });
        main.on("join", (socket, args, ack) -> {
            socket.join(Room.of(args.get(0).asString()));
            ack.send();
        });
        main.on("fetch", NodeClusterIT::fetch);
        main.on("ask all", (socket, args, ack) -> answer(ack, main.emitWithAck("ask")));
        main.on(
                "tell nodes",
                (socket, args, ack) -> answer(ack, main.serverSideEmitWithAck("hello from java", args.get(0))));
    }

    private static void answer(Ack ack, Mono<?> value) {
        var _ = value.subscribe(ack::send, error -> ack.send(error.toString()));
    }

    private static void fetch(Socket socket, EventArgs args, Ack ack) {
        answer(
                ack,
                socket.namespace()
                        .fetchSockets()
                        .map(sockets -> sockets.stream()
                                .map(each -> Map.of(
                                        "id",
                                        each.id(),
                                        "home",
                                        each.data().path("home").asString("")))
                                .toList()));
    }
}
