package io.chatspace.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// People who have signed up.
public final class Users {
    private static final long PATIENCE_SECONDS = 120;
    private static int runs;

    private Users() {}

    public record User(String id, String token) {}

    /// Signs them up, one after the other.
    ///
    /// @param base `http://host:port`
    public static List<User> signUp(String base, int count) throws Exception {
        var users = new ArrayList<User>();
        runs++;
        try (var lane = Lane.to(base)) {
            for (int i = 0; i < count; i++) {
                var answer = lane.post(
                                "/api/auth/signup",
                                "",
                                "{\"fullName\":\"User " + i + "\",\"email\":\"user" + i + "." + runs
                                        + "@example.org\",\"password\":\"correct horse battery\"}")
                        .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (answer.status() != 201) {
                    throw new IllegalStateException("no sign-up: " + answer);
                }
                users.add(new User(field(answer.body(), "_id"), field(answer.body(), "token")));
            }
        }
        return users;
    }

    private static String field(String json, String name) {
        int at = json.indexOf("\"" + name + "\":\"") + name.length() + 4;
        return json.substring(at, json.indexOf('"', at));
    }
}
