package io.chatspace.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// People who have signed up.
public final class Users {
    private static final long PATIENCE_SECONDS = 120;
    private static final int AT_ONCE = 8;
    private static int runs;

    private Users() {}

    public record User(String id, String token) {}

    /// Signs them up, a few at a time; in the order of their numbers.
    ///
    /// @param base `http://host:port`
    public static List<User> signUp(String base, int count) throws Exception {
        runs++;
        var answers = new ArrayList<CompletableFuture<Lane.Answer>>();
        try (var lanes = new Lanes(base, AT_ONCE)) {
            // The first account of a fresh system is its admin.
            for (int i = 0; i < count; i++) {
                var answer = lanes.post(
                        "/api/auth/signup",
                        "",
                        "{\"fullName\":\"User " + i + "\",\"email\":\"user" + i + "." + runs
                                + "@example.org\",\"password\":\"correct horse battery\"}");
                answers.add(answer);
                if (i == 0) {
                    answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                }
            }
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        return answers.stream().map(CompletableFuture::join).map(Users::read).toList();
    }

    private static User read(Lane.Answer answer) {
        if (answer.status() != 201) {
            throw new IllegalStateException("no sign-up: " + answer);
        }
        return new User(field(answer.body(), "_id"), field(answer.body(), "token"));
    }

    private static String field(String json, String name) {
        int at = json.indexOf("\"" + name + "\":\"") + name.length() + 4;
        return json.substring(at, json.indexOf('"', at));
    }
}
