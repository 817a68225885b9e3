package io.chatspace.standalone.rehearsal;

import io.chatspace.standalone.StartFailure;
import io.chatspace.standalone.process.Pause;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/// A little chat through the gateway. The JVM's start-up cache is made from a run in which it was played: it then
/// holds the classes that traffic needs, and profiles of the methods that are busy, which are compiled well and
/// early in every later start (JEP 483, JEP 515).
public final class Rehearsal {
    private static final Duration PER_REQUEST = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int USERS = 8;
    /// The most that each of them says, where the machine is fast.
    private static final int ROUNDS = 250;
    private static final Duration PLAY = Duration.ofSeconds(10);
    /// Every so many messages somebody looks around.
    private static final int LOOK = 10;
    private static final Pattern ID = Pattern.compile("\"_id\":\"([0-9a-f]{24})\"");
    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PER_REQUEST)
            .build();
    private final String base;

    private record User(String id, String token) {}

    /// @param base `http://host:port` of the gateway
    public Rehearsal(String base) {
        this.base = base;
    }

    /// Throws [StartFailure] where anything did not work as it does for users.
    public void play() {
        var users = new ArrayList<User>();
        var sockets = new ArrayList<RehearsalSocket>();
        try {
            for (int i = 0; i < USERS; i++) {
                users.add(signUp(i));
            }
            for (var user : users) {
                sockets.add(RehearsalSocket.open(client, base, user.token()).join());
                poll(user);
            }
            long end = System.nanoTime() + PLAY.toNanos();
            int said = atOnce(users.stream().map(user -> chat(user, users, end)).toList());
            awaitMessages(sockets, said);
        } catch (CompletionException | ExecutionException e) {
            throw new StartFailure("The rehearsal failed: " + e.getCause(), e);
        } finally {
            sockets.forEach(RehearsalSocket::close);
        }
    }

    private User signUp(int number) {
        var email = "rehearsal" + number + "@example.org";
        var password = "correct horse " + number + " battery";
        send("POST", "/api/auth/signup", "", """
                {"fullName":"Rehearsal","email":"%s","password":"%s"}""".formatted(email, password));
        var login = send("POST", "/api/auth/login", "", """
                {"email":"%s","password":"%s"}""".formatted(email, password));
        var user = new User(find(ID, login), find(TOKEN, login));
        send("GET", "/api/auth/get-profile", user.token(), "");
        send("GET", "/api/ai/limiter", user.token(), "");
        return user;
    }

    /// What a client without WebSocket does.
    private void poll(User user) {
        var path = "/socket.io/?EIO=4&transport=polling";
        var session = path + "&sid=" + find(SID, send("GET", path, "", ""));
        send("POST", session, "", "40{\"token\":\"" + user.token() + "\"}");
        send("GET", session, "", "");
        send("POST", session, "", "1");
    }

    /// Gives how many messages it said.
    private Callable<Integer> chat(User user, List<User> users, long end) {
        return () -> {
            int me = users.indexOf(user);
            int round = 0;
            for (; round < ROUNDS && System.nanoTime() < end; round++) {
                var other = users.get((me + 1 + round % (USERS - 1)) % USERS);
                var sent = send(
                        "POST",
                        "/api/messages/send/" + other.id(),
                        user.token(),
                        "{\"text\":\"Message " + round + "\"}");
                if (round % LOOK == 0) {
                    send("GET", "/api/messages/users", user.token(), "");
                    send("GET", "/api/messages/" + other.id(), user.token(), "");
                    send("PUT", "/api/messages/seen/" + find(ID, sent), other.token(), "");
                }
            }
            return round;
        };
    }

    /// Does all parts side by side and gives the sum of their results.
    private static int atOnce(List<Callable<Integer>> parts) throws ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int sum = 0;
            for (var part : threads.invokeAll(parts)) {
                sum += part.get();
            }
            return sum;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("The rehearsal was interrupted.", e);
        }
    }

    private static void awaitMessages(List<RehearsalSocket> sockets, int expected) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (sockets.stream().mapToInt(RehearsalSocket::messages).sum() < expected) {
            if (System.nanoTime() > deadline) {
                throw new StartFailure("The rehearsal's messages did not all arrive.");
            }
            Pause.briefly();
        }
    }

    private String send(String method, String path, String token, String body) {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PER_REQUEST)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", body.startsWith("{") ? "application/json" : "text/plain");
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            var response = client.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new StartFailure("In the rehearsal " + method + " " + path + " was answered "
                        + response.statusCode() + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new StartFailure("In the rehearsal " + method + " " + path + " failed: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("The rehearsal was interrupted.", e);
        }
    }

    private static String find(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        if (!found.find()) {
            throw new StartFailure("In the rehearsal " + pattern + " was missing in: " + text);
        }
        return found.group(1);
    }
}
