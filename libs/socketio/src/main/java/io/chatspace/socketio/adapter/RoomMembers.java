package io.chatspace.socketio.adapter;

import io.chatspace.socketio.adapter.Adapter.Member;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The sockets in one room. Changed under the map's lock for that room, read by any thread.
///
/// @implNote most rooms hold one user's one or two sockets: an array until that gets long, then a set.
final class RoomMembers {
    private static final int MAX_ARRAY = 16;

    private volatile Member[] few = new Member[0];
    private volatile @Nullable Set<Member> many;

    void add(Member member) {
        Set<Member> set = many;
        if (set != null) {
            set.add(member);
            return;
        }
        Member[] now = few;
        if (Arrays.asList(now).contains(member)) {
            return;
        }
        if (now.length == MAX_ARRAY) {
            Set<Member> grown = ConcurrentHashMap.newKeySet();
            grown.addAll(Arrays.asList(now));
            grown.add(member);
            many = grown;
            few = new Member[0];
            return;
        }
        Member[] next = Arrays.copyOf(now, now.length + 1);
        next[now.length] = member;
        few = next;
    }

    void remove(Member member) {
        Set<Member> set = many;
        if (set != null) {
            set.remove(member);
            return;
        }
        few = Arrays.stream(few).filter(m -> m != member).toArray(Member[]::new);
    }

    boolean isEmpty() {
        Set<Member> set = many;
        return set == null ? few.length == 0 : set.isEmpty();
    }

    Collection<Member> all() {
        Set<Member> set = many;
        return set == null ? List.of(few) : set;
    }
}
