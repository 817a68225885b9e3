package io.chatspace.bench.micro;

import io.chatspace.engineio.packet.Message;
import io.chatspace.socketio.adapter.Adapter.Member;
import io.chatspace.socketio.adapter.AdapterContext;
import io.chatspace.socketio.adapter.InMemoryAdapter;
import io.chatspace.socketio.adapter.Target;
import io.chatspace.socketio.server.EncodedPacket;
import io.chatspace.socketio.server.Room;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;
import tools.jackson.databind.json.JsonMapper;

/// Which of 10,000 sockets a broadcast reaches, and what each of them is given. Every socket is in its user's room and
/// every tenth in one they share.
public class RoomBenchmark extends Timed {
    private static final int SOCKETS = 10_000;
    private static final int SHARED_BY = 10;
    private static final Room SHARED = Room.of("shared");
    private static final Room USER = Room.of("user-4711");

    private final InMemoryAdapter adapter =
            new InMemoryAdapter(new AdapterContext("/", JsonMapper.builder().build(), () -> 0, (_, _) -> {}));
    private final Target user = Target.ALL.plusRooms(USER);
    private final Target shared = Target.ALL.plusRooms(SHARED);
    private final Target sharedButOne = shared.plusExcept(Room.of("user-0"));

    @Setup
    public void connect() {
        for (int i = 0; i < SOCKETS; i++) {
            var id = "socket-" + i;
            adapter.add(member(id));
            var own = Room.of("user-" + i);
            adapter.join(id, i % SHARED_BY == 0 ? Set.of(own, SHARED) : Set.of(own));
        }
    }

    @Benchmark
    public Collection<Member> oneUser() {
        return adapter.local(user);
    }

    @Benchmark
    public Collection<Member> roomOfThousand() {
        return adapter.local(shared);
    }

    @Benchmark
    public Collection<Member> roomOfThousandButOne() {
        return adapter.local(sharedButOne);
    }

    /// One packet for a thousand sockets: encoded once, the same frame given to each.
    @Benchmark
    public void fanOutToThousand(Blackhole frames) {
        var packet = EncodedPacket.event("tick", "[1]");
        for (Member ignored : adapter.local(shared)) {
            List<Message> messages = packet.messages("/");
            frames.consume(messages.getFirst().frame());
        }
    }

    /// Only its id is ever asked for.
    private static Member member(String id) {
        return (Member) Proxy.newProxyInstance(
                RoomBenchmark.class.getClassLoader(), new Class<?>[] {Member.class}, (self, method, args) -> {
                    return switch (method.getName()) {
                        case "id" -> id;
                        case "hashCode" -> System.identityHashCode(self);
                        case "equals" -> self == args[0];
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }
}
