package io.chatspace.socketio.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chatspace.engineio.testing.RawWebSocket;
import io.chatspace.socketio.server.AckTimeout;
import io.chatspace.socketio.server.EncodedPacket;
import io.chatspace.socketio.server.Namespace;
import io.chatspace.socketio.server.RemoteSocket;
import io.chatspace.socketio.server.Room;
import io.chatspace.socketio.server.Socket;
import io.chatspace.socketio.server.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/// What every adapter does, on one node or on three. Each test has three sockets, one on each node where there are
/// three.
public abstract class AdapterContract {
    private static final Room RED = Room.of("red");
    private static final Room BLUE = Room.of("blue");

    private final List<RawWebSocket> clients = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();

    /// Nodes by number; an adapter of one process gives the same for all.
    protected abstract TestServer node(int number);

    protected final Namespace main(int number) {
        return node(number).main();
    }

    @BeforeEach
    void connectThree() throws Exception {
        for (int i = 0; i < 3; i++) {
            RawWebSocket client = node(i).connected();
            clients.add(client);
            int number = i;
            List<Socket> known = List.copyOf(sockets);
            sockets.add(await().until(() -> newest(known, number), Optional::isPresent)
                    .orElseThrow());
        }
    }

    private Optional<Socket> newest(List<Socket> known, int number) {
        return main(number).sockets().stream()
                .filter(socket -> !known.contains(socket))
                .findFirst();
    }

    @AfterEach
    void disconnect() throws Exception {
        for (RawWebSocket client : clients) {
            client.close();
        }
        await().until(() -> main(0).sockets().isEmpty()
                && main(1).sockets().isEmpty()
                && main(2).sockets().isEmpty());
        clients.clear();
        sockets.clear();
    }

    protected final void shouldGet(int client, String text) throws Exception {
        assertThat(clients.get(client).nextMessage()).isEqualTo(text);
    }

    protected final void shouldAllGet(String text) throws Exception {
        for (int i = 0; i < 3; i++) {
            shouldGet(i, text);
        }
    }

    protected final void joinAll(Room room) throws InterruptedException {
        sockets.forEach(socket -> socket.join(room));
        awaitSubscriptions();
    }

    /// An adapter may have to tell others of a room before they reach it.
    private static void awaitSubscriptions() throws InterruptedException {
        Thread.sleep(200);
    }

    /// A mark sent to each socket by its own node: what comes before it is all that came.
    private void shouldGetNoMore(int... numbers) throws Exception {
        Thread.sleep(100);
        for (int number : numbers) {
            sockets.get(number).emit("mark");
            shouldGet(number, "42[\"mark\"]");
        }
    }

    @Test
    void aBroadcastShouldReachEverySocketOnce() throws Exception {
        main(0).emit("all", 1);
        for (int i = 0; i < 3; i++) {
            shouldGet(i, "42[\"all\",1]");
        }
        shouldGetNoMore(0, 1, 2);
    }

    @Test
    void aRoomShouldReachItsSocketsAndNoOthers() throws Exception {
        sockets.get(0).join(RED);
        sockets.get(1).join(RED, BLUE);
        awaitSubscriptions();
        main(2).to(RED).emit("red");
        shouldGet(0, "42[\"red\"]");
        shouldGet(1, "42[\"red\"]");
        main(2).to(RED, BLUE).emit("both");
        shouldGet(0, "42[\"both\"]");
        shouldGet(1, "42[\"both\"]");
        shouldGetNoMore(0, 1, 2);
    }

    @Test
    void exceptShouldLeaveOut() throws Exception {
        sockets.get(1).join(RED);
        main(0).except(RED).emit("some");
        shouldGet(0, "42[\"some\"]");
        shouldGet(2, "42[\"some\"]");
        sockets.get(2).broadcast().emit("others");
        shouldGet(0, "42[\"others\"]");
        shouldGet(1, "42[\"others\"]");
        shouldGetNoMore(0, 1, 2);
    }

    @Test
    void aSocketsOwnRoomShouldReachIt() throws Exception {
        main(0).to(Room.ofSocket(sockets.get(2).id())).emit("you");
        shouldGet(2, "42[\"you\"]");
        shouldGetNoMore(0, 1, 2);
    }

    @Test
    void leavingARoomShouldEndIt() throws Exception {
        sockets.get(0).join(RED);
        sockets.get(1).join(RED);
        sockets.get(1).leave(RED);
        awaitSubscriptions();
        main(2).to(RED).emit("red");
        shouldGet(0, "42[\"red\"]");
        shouldGetNoMore(0, 1, 2);
    }

    @Test
    void localShouldStayOnThisNode() throws Exception {
        main(1).local().to(Room.ofSocket(sockets.get(1).id())).emit("near");
        shouldGet(1, "42[\"near\"]");
        shouldGetNoMore(0, 1, 2);
    }

    @Test
    void binaryAndEncodedPacketsShouldArrive() throws Exception {
        main(0).emit("bytes", new byte[] {1, 2}, List.of(new byte[] {3}));
        for (int i = 0; i < 3; i++) {
            shouldGet(i, "452-[\"bytes\",{\"_placeholder\":true,\"num\":0},[{\"_placeholder\":true,\"num\":1}]]");
            assertThat(clients.get(i).next().payload()).containsExactly(1, 2);
            assertThat(clients.get(i).next().payload()).containsExactly(3);
        }
        main(1).send(EncodedPacket.event("made", "[{\"a\":\"\u20ac\"},-1,2.5,12345678901]", "off-1"));
        for (int i = 0; i < 3; i++) {
            shouldGet(i, "42[\"made\",{\"a\":\"\u20ac\"},-1,2.5,12345678901,\"off-1\"]");
        }
    }

    @Test
    void acknowledgementsOfAllNodesShouldBeGathered() throws Exception {
        var answers = main(0).timeout(Duration.ofSeconds(3)).emitWithAck("ask").toFuture();
        for (int i = 0; i < 3; i++) {
            String question = clients.get(i).nextMessage();
            assertThat(question).matches("42\\d+\\[\"ask\"]");
            String id = question.substring(2, question.indexOf('['));
            clients.get(i).text("43" + id + "[" + i + "]");
        }
        assertThat(answers.get().stream().map(node -> node.asInt()).sorted().toList())
                .containsExactly(0, 1, 2);
    }

    @Test
    void missingAcknowledgementsShouldTimeOutWithThoseThatCame() throws Exception {
        var answers = main(0).timeout(Duration.ofMillis(700)).emitWithAck("ask").toFuture();
        String question = clients.get(1).nextMessage();
        clients.get(1).text("43" + question.substring(2, question.indexOf('[')) + "[7]");

        StepVerifier.create(Mono.fromFuture(answers))
                .expectErrorSatisfies(error -> assertThat(((AckTimeout) error).received())
                        .singleElement()
                        .satisfies(node -> assertThat(node.asInt()).isEqualTo(7)))
                .verify(Duration.ofSeconds(4));
    }

    @Test
    void fetchSocketsShouldDescribeAll() throws Exception {
        sockets.get(2).join(RED);
        sockets.get(2).data().put("user", "anna");

        List<RemoteSocket> all = main(0).fetchSockets().block(Duration.ofSeconds(5));
        List<RemoteSocket> red = main(0).in(RED).fetchSockets().block(Duration.ofSeconds(5));

        assertThat(all)
                .extracting(RemoteSocket::id)
                .containsExactlyInAnyOrderElementsOf(
                        sockets.stream().map(Socket::id).toList());
        assertThat(red).singleElement().satisfies(socket -> {
            assertThat(socket.id()).isEqualTo(sockets.get(2).id());
            assertThat(socket.rooms()).containsExactlyInAnyOrder(RED, Room.ofSocket(socket.id()));
            assertThat(socket.data().path("user").asString()).isEqualTo("anna");
            assertThat(socket.handshake().path("headers").path("upgrade").asString())
                    .isEqualToIgnoringCase("websocket");
        });
    }

    @Test
    void socketsShouldJoinAndLeaveFromAfar() throws Exception {
        main(0).in(Room.ofSocket(sockets.get(2).id())).socketsJoin(BLUE);
        await().until(() -> sockets.get(2).rooms().contains(BLUE));
        main(1).socketsLeave(BLUE);
        await().until(() -> !sockets.get(2).rooms().contains(BLUE));
    }

    @Test
    void socketsShouldBeDisconnectedFromAfar() throws Exception {
        main(0).in(Room.ofSocket(sockets.get(2).id())).disconnectSockets(true);
        shouldGet(2, "41");
        assertThat(clients.get(2).untilClosed()).isZero();
        shouldGetNoMore(0, 1);
    }
}
