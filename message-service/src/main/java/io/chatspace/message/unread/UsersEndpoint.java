package io.chatspace.message.unread;

import io.chatspace.contracts.UserView;
import io.chatspace.kit.security.Caller;
import io.chatspace.message.directory.DirectoryProperties;
import io.chatspace.message.directory.UserDirectory;
import io.chatspace.message.id.UserId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/// `GET /api/messages/users`: everybody but the caller, and for each how many of their messages the caller has
/// not seen.
@RestController
class UsersEndpoint {
    private final UserDirectory directory;
    private final UnreadService unread;
    private final boolean showEmail;

    record Answer(boolean success, List<UserView> users, Map<String, Long> unseenMsgs) {}

    UsersEndpoint(UserDirectory directory, UnreadService unread, DirectoryProperties properties) {
        this.directory = directory;
        this.unread = unread;
        this.showEmail = properties.showEmail();
    }

    @GetMapping("/api/messages/users")
    Mono<Answer> users(Caller caller) {
        var me = UserId.of(caller).toString();
        return Mono.zip(directory.all(caller), unread.counts(UserId.of(caller)), (all, counts) -> {
            var others = all.stream()
                    .filter(user -> !user.id().equals(me))
                    .map(user -> showEmail ? user : user.withoutEmail())
                    .toList();
            return new Answer(true, others, unseen(others, counts));
        });
    }

    /// A number for each user of the list, and for each sender who has left it.
    private static Map<String, Long> unseen(List<UserView> others, Map<UserId, Long> counts) {
        var unseen = LinkedHashMap.<String, Long>newLinkedHashMap(others.size());
        others.forEach(user -> unseen.put(user.id(), 0L));
        counts.forEach((sender, count) -> unseen.put(sender.toString(), count));
        return unseen;
    }
}
