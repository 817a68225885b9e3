package io.chatspace.presence.roster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who is online, and on which nodes: the whole picture, in memory. A user is online while any node has them.
///
/// Methods are atomic; each returns what it changed for the world outside, so that only real changes are told.
final class Roster {
    private final Map<String, Set<String>> usersOfNode = new HashMap<>();
    private final Map<String, Integer> nodesOfUser = new LinkedHashMap<>();

    /// Users who came online, and users who went, by one step.
    record Change(List<String> joins, List<String> leaves) {
        static final Change NONE = new Change(List.of(), List.of());

        boolean isEmpty() {
            return joins.isEmpty() && leaves.isEmpty();
        }
    }

    synchronized Change apply(String node, Collection<String> joins, Collection<String> leaves) {
        var came = new ArrayList<String>();
        var went = new ArrayList<String>();
        var users = usersOfNode.computeIfAbsent(node, _ -> new HashSet<>());
        for (var user : joins) {
            if (users.add(user) && nodesOfUser.merge(user, 1, Integer::sum) == 1) {
                came.add(user);
            }
        }
        for (var user : leaves) {
            if (users.remove(user) && gone(user)) {
                went.add(user);
            }
        }
        return change(came, went);
    }

    /// Makes a node's users exactly these.
    synchronized Change replace(String node, Set<String> users) {
        var known = Set.copyOf(usersOfNode.getOrDefault(node, Set.of()));
        var joins = users.stream().filter(user -> !known.contains(user)).toList();
        var leaves = known.stream().filter(user -> !users.contains(user)).toList();
        return apply(node, joins, leaves);
    }

    synchronized Change removeNode(String node) {
        var users = usersOfNode.remove(node);
        if (users == null) {
            return Change.NONE;
        }
        return change(List.of(), users.stream().filter(this::gone).toList());
    }

    synchronized Set<String> nodes() {
        return Set.copyOf(usersOfNode.keySet());
    }

    synchronized Set<String> usersOf(String node) {
        return Set.copyOf(usersOfNode.getOrDefault(node, Set.of()));
    }

    synchronized int countOf(String node) {
        return usersOfNode.getOrDefault(node, Set.of()).size();
    }

    synchronized int onlineCount() {
        return nodesOfUser.size();
    }

    synchronized boolean has(String node, String user) {
        var users = usersOfNode.get(node);
        return users != null && users.contains(user);
    }

    synchronized List<String> online() {
        return List.copyOf(nodesOfUser.keySet());
    }

    synchronized boolean isOnline(String user) {
        return nodesOfUser.containsKey(user);
    }

    private boolean gone(String user) {
        return nodesOfUser.computeIfPresent(user, (_, nodes) -> nodes == 1 ? null : nodes - 1) == null;
    }

    private static Change change(List<String> joins, List<String> leaves) {
        return joins.isEmpty() && leaves.isEmpty() ? Change.NONE : new Change(List.copyOf(joins), List.copyOf(leaves));
    }
}
