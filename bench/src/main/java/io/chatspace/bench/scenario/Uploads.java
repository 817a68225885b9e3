package io.chatspace.bench.scenario;

import io.chatspace.bench.load.Pictures;
import io.chatspace.bench.load.Users;
import io.chatspace.bench.subject.ChatServer;
import io.chatspace.bench.subject.Stores;
import io.chatspace.bench.subject.Usage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Everybody shares a picture at the same moment.
public final class Uploads implements Scenario {
    private static final int COUNT = 50;
    private static final int CREATED = 201;
    private static final int TOO_MANY = 429;
    private static final int ROUNDS = 60;
    private static final long PATIENCE_SECONDS = 120;
    private static final String BOUNDARY = "bench-boundary";

    @Override
    public String name() {
        return "uploads";
    }

    @Override
    public String about() {
        return "50 pictures of 5 MiB and 24 megapixels sent at the same moment; who is told to come again (429) comes again "
                + "when it says: resident memory of the whole system, before and at most, and how long until all are stored.";
    }

    @Override
    public List<String> subjects() {
        return List.of(ChatServer.Kind.OURS_ONE.title());
    }

    @Override
    public Figures run(String subject) throws Exception {
        try (var stores = Stores.start();
                var server = ChatServer.Kind.titled(subject).start(stores);
                var client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            var user = Users.signUp(server.base(), 1).getFirst();
            var request = upload(server.base(), user);
            var system = List.of(server.pid("chatspace"));
            long before = Usage.residentKiB(system);
            long from = System.nanoTime();
            int left = COUNT;
            int first = 0;
            for (int round = 0; round < ROUNDS && left > 0; round++) {
                var answers = atOnce(client, request, left);
                int stored = count(answers, CREATED);
                if (stored + count(answers, TOO_MANY) < left) {
                    throw new IllegalStateException("neither stored nor told to come again: " + answers);
                }
                first = round == 0 ? stored : first;
                left -= stored;
                Thread.sleep(left == 0 ? 0 : pause(answers));
            }
            return new Figures()
                    .with("resident MiB before", before / 1024.0)
                    .with("resident MiB at most", Usage.residentPeakKiB(system) / 1024.0)
                    .with("stored at the first try", first)
                    .with("not stored", left)
                    .with("seconds until all are stored", (System.nanoTime() - from) / 1e9);
        }
    }

    private static HttpRequest upload(String base, Users.User user) throws Exception {
        var head = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"image\"; filename=\"x.png\"\r\n"
                + "Content-Type: image/png\r\n\r\n";
        var body = HttpRequest.BodyPublishers.concat(
                HttpRequest.BodyPublishers.ofString(head),
                HttpRequest.BodyPublishers.ofByteArray(Pictures.large()),
                HttpRequest.BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
        return HttpRequest.newBuilder(URI.create(base + "/api/messages/send/" + user.id()))
                .header("Authorization", "Bearer " + user.token())
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(body)
                .build();
    }

    private static List<HttpResponse<String>> atOnce(HttpClient client, HttpRequest request, int count)
            throws Exception {
        var sent = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < count; i++) {
            sent.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
        }
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return sent.stream().map(CompletableFuture::join).toList();
    }

    private static int count(List<HttpResponse<String>> answers, int status) {
        return (int)
                answers.stream().filter(answer -> answer.statusCode() == status).count();
    }

    /// Milliseconds: the longest `Retry-After`.
    private static long pause(List<HttpResponse<String>> answers) {
        long seconds = answers.stream()
                .flatMap(answer -> answer.headers().firstValue("Retry-After").stream())
                .mapToLong(Long::parseLong)
                .max()
                .orElse(1);
        return TimeUnit.SECONDS.toMillis(seconds);
    }
}
