package io.chatspace.bench.scenario;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.chatspace.bench.load.Lane;
import io.chatspace.bench.load.Lanes;
import io.chatspace.bench.load.Users;
import io.chatspace.bench.load.Users.User;
import io.chatspace.bench.subject.ChatServer;
import io.chatspace.bench.subject.Stores;
import io.chatspace.bench.subject.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.types.ObjectId;

/// What is read when somebody opens the chat, and a conversation in it.
public final class History implements Scenario {
    private static final int USERS = 200;
    private static final int EACH = 100;
    private static final int SENDERS = 16;
    private static final int COPIES = 9;
    private static final int WARM_UP = 1_500;
    private static final int CALLS = 500;
    private static final long PATIENCE_SECONDS = 60;

    @Override
    public String name() {
        return "history";
    }

    @Override
    public String about() {
        return "A conversation of 100 messages among 200,000 others, and the list of 200 people with what 20,000 unseen "
                + "messages say of them, each read 500 times, one after the other: CPU of all server processes, Redis and "
                + "MongoDB for each, and MongoDB's own count of collection scans.";
    }

    @Override
    public List<String> subjects() {
        return List.of(ChatServer.Kind.OURS.title(), ChatServer.Kind.OURS_ONE.title());
    }

    @Override
    public Figures run(String subject) throws Exception {
        try (var stores = Stores.start();
                var server = ChatServer.Kind.titled(subject).start(stores);
                var mongo = MongoClients.create(stores.mongoUri());
                var lane = Lane.to(server.base())) {
            var users = Users.signUp(server.base(), USERS);
            write(server.base(), users);
            var messages = mongo.listDatabaseNames().into(new ArrayList<>()).stream()
                    .map(name -> mongo.getDatabase(name).getCollection("messages"))
                    .filter(collection -> collection.estimatedDocumentCount() > 0)
                    .findFirst()
                    .orElseThrow();
            copy(messages);

            var pids = new ArrayList<>(server.pids());
            pids.add(stores.mongoPid());
            var reader = users.getFirst();
            var page = "/api/messages/" + users.get(1).id() + "?limit=" + EACH;
            var list = "/api/messages/users";
            // The list first: reading a conversation marks it as seen.
            read(lane, list, reader, WARM_UP);
            long scans = scans(mongo);
            long people = cpu(pids, lane, list, reader);
            read(lane, page, reader, WARM_UP);
            long conversation = cpu(pids, lane, page, reader);
            return new Figures()
                    .with("CPU us a conversation of 100", (double) conversation / CALLS)
                    .with("CPU us a list of 200 people", (double) people / CALLS)
                    .with("collection scans", scans(mongo) - scans)
                    .with("messages stored", messages.countDocuments());
        }
    }

    /// Everybody else writes to the first, 100 messages each.
    private static void write(String base, List<User> users) throws Exception {
        var answers = new ArrayList<CompletableFuture<Lane.Answer>>();
        try (var lanes = new Lanes(base, SENDERS)) {
            for (int i = 0; i < EACH; i++) {
                for (var sender : users.subList(1, users.size())) {
                    answers.add(lanes.post(
                            "/api/messages/send/" + users.getFirst().id(),
                            sender.token(),
                            "{\"text\":\"A line of text, number " + i + "\"}"));
                }
            }
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        if (answers.stream().anyMatch(answer -> answer.join().status() != 201)) {
            throw new IllegalStateException("not all were sent");
        }
    }

    /// The same messages for people who are not here.
    private static void copy(MongoCollection<Document> messages) {
        for (int i = 0; i < COPIES; i++) {
            var other = new ObjectId();
            messages.aggregate(List.of(
                            new Document("$match", new Document("copy", null)),
                            new Document("$unset", List.of("_id", "sendKey", "clientMessageId")),
                            new Document(
                                    "$set",
                                    new Document("copy", true)
                                            .append(
                                                    "conversationId",
                                                    new Document("$concat", List.of("$conversationId", "-" + other)))
                                            .append("receiverId", other)
                                            .append("participants", List.of("$senderId", other))),
                            new Document("$merge", messages.getNamespace().getCollectionName())))
                    .toCollection();
        }
    }

    private static long cpu(List<Long> pids, Lane lane, String path, User reader) throws Exception {
        long before = Usage.cpuMicros(pids);
        read(lane, path, reader, CALLS);
        return Usage.cpuMicros(pids) - before;
    }

    private static void read(Lane lane, String path, User reader, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            var answer = lane.get(path, reader.token()).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (answer.status() != 200) {
                throw new IllegalStateException(path + ": " + answer);
            }
        }
    }

    /// Since the database was started.
    private static long scans(MongoClient mongo) {
        return mongo.getDatabase("admin")
                .runCommand(new Document("serverStatus", 1))
                .getEmbedded(List.of("metrics", "queryExecutor", "collectionScans", "total"), Number.class)
                .longValue();
    }
}
