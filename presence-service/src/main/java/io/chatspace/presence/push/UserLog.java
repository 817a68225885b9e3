package io.chatspace.presence.push;

import io.chatspace.contracts.PushFrame;
import io.chatspace.contracts.RedisNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.data.domain.Range;
import org.springframework.data.redis.connection.Limit;
import org.springframework.data.redis.connection.stream.MapRecord;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Reads a user's log of pushes.
final class UserLog {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /// More than the log is capped at.
    private static final int MOST = 10_000;

    private final ReactiveStringRedisTemplate redis;

    UserLog(ReactiveStringRedisTemplate redis) {
        this.redis = redis;
    }

    /// What the log has behind an id.
    ///
    /// @param bridges whether nothing can be missing between that id and the first frame: the log still has the
    ///                entry, or
    ///                there was none before
    record Page(List<PushFrame> frames, boolean bridges) {}

    /// The id of the newest entry, or [LogIds#START] where there is none.
    Mono<String> lastId(String userId) {
        return redis.opsForStream()
                .reverseRange(
                        RedisNames.userLog(userId),
                        Range.unbounded(),
                        Limit.limit().count(1))
                .next()
                .map(entry -> entry.getId().getValue())
                .defaultIfEmpty(LogIds.START)
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(TIMEOUT);
    }

    Mono<Page> after(String userId, String id) {
        return redis.<String, String>opsForStream()
                .range(
                        RedisNames.userLog(userId),
                        Range.from(Range.Bound.inclusive(id)).to(Range.Bound.unbounded()),
                        Limit.limit().count(MOST))
                .collectList()
                .map(entries -> page(entries, id))
                .subscribeOn(Schedulers.boundedElastic())
                .timeout(TIMEOUT);
    }

    private static Page page(List<MapRecord<String, String, String>> entries, String id) {
        boolean bridges =
                !entries.isEmpty() && entries.getFirst().getId().getValue().equals(id);
        var frames = new ArrayList<PushFrame>(entries.size());
        for (var entry : entries) {
            var event = entry.getValue().get("e");
            var args = entry.getValue().get("d");
            var entryId = entry.getId().getValue();
            if (event != null && args != null && LogIds.after(entryId, id)) {
                frames.add(new PushFrame(entryId, event, args));
            }
        }
        return new Page(frames, bridges);
    }
}
