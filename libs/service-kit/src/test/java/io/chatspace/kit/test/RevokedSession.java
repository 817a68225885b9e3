package io.chatspace.kit.test;

import io.chatspace.contracts.RedisNames;
import io.chatspace.contracts.SessionRevoked;
import java.time.Duration;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Ends a session as auth-service does: in the set, and told to all who listen.
public final class RevokedSession {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long HOUR = 3_600_000;

    private RevokedSession() {}

    public static void tell(ReactiveStringRedisTemplate redis, String userId, String sessionId) {
        long until = System.currentTimeMillis() + HOUR;
        var text = new JsonMapper().writeValueAsString(new SessionRevoked(userId, sessionId, until, until));
        var _ = redis.opsForZSet()
                .add(RedisNames.REVOCATION_SET, text, until)
                .then(redis.convertAndSend(RedisNames.REVOCATIONS, text))
                .block(PATIENCE);
    }
}
