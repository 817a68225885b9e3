package io.chatspace.presence.roster;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chatspace.contracts.Timestamps;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// Who is online, over HTTP. Any node answers from its own picture of the whole.
@RestController
@RequestMapping("/api/presence")
class PresenceEndpoint {
    static final int MOST = 1_000;

    private static final Pattern USER_ID = Pattern.compile("[0-9a-fA-F]{24}");

    private final RosterService roster;

    PresenceEndpoint(RosterService roster) {
        this.roster = roster;
    }

    /// @param next give it as `after` for the next page; absent on the last
    record OnlinePage(
            boolean success,
            List<String> users,
            int total,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String next) {}

    record UserPresence(
            boolean success,
            String userId,
            boolean online,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String lastSeen) {}

    /// Users online, sorted by id.
    @GetMapping("/online")
    OnlinePage online(
            @RequestParam(defaultValue = "" + MOST) String limit, @RequestParam(defaultValue = "") String after) {
        int most = limit(limit);
        var all = roster.online();
        var rest = all.stream()
                .filter(user -> user.compareTo(after) > 0)
                .sorted()
                .limit(most + 1L)
                .toList();
        boolean more = rest.size() > most;
        var page = more ? rest.subList(0, most) : rest;
        return new OnlinePage(true, page, all.size(), more ? page.getLast() : null);
    }

    @GetMapping("/{userId}")
    Mono<UserPresence> user(@PathVariable String userId) {
        if (!USER_ID.matcher(userId).matches()) {
            return Mono.error(new PresenceError.MalformedUserId());
        }
        if (roster.isOnline(userId)) {
            return Mono.just(new UserPresence(true, userId, true, null));
        }
        return roster.lastSeen(userId)
                .map(seen -> new UserPresence(true, userId, false, Timestamps.format(seen)))
                .defaultIfEmpty(new UserPresence(true, userId, false, null));
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Told below like any other number out of bounds.
        }
        throw new PresenceError.BadLimit();
    }
}
