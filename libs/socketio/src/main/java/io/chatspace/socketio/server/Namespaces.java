package io.chatspace.socketio.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The namespaces of one server, declared and made for clients.
///
/// One that was made for a client lives as long as somebody is in it, so that clients can't fill the memory with
/// names.
final class Namespaces {
    private record Parent(Predicate<String> names, ParentNamespace namespace) {}

    private final Context context;
    private final Map<String, DefaultNamespace> declared = new ConcurrentHashMap<>();
    private final Map<String, DefaultNamespace> made = new ConcurrentHashMap<>();
    private final List<Parent> parents = new CopyOnWriteArrayList<>();

    Namespaces(Context context) {
        this.context = context;
        // The main namespace is always there.
        declare("/");
    }

    Namespace declare(String name) {
        String path = name.startsWith("/") ? name : "/" + name;
        return declared.computeIfAbsent(path, p -> new DefaultNamespace(p, context, new Handlers()));
    }

    Namespace declare(Predicate<String> names) {
        ParentNamespace parent = new ParentNamespace(context, this::children);
        parents.add(new Parent(names, parent));
        return parent;
    }

    private List<DefaultNamespace> children(Handlers of) {
        List<DefaultNamespace> found = new ArrayList<>();
        for (DefaultNamespace namespace : made.values()) {
            if (namespace.handlers() == of) {
                found.add(namespace);
            }
        }
        return found;
    }

    /// The namespace for a client that asks for it, to be released once; null where there is none.
    @Nullable
    DefaultNamespace enter(String name) {
        DefaultNamespace known = declared.get(name);
        if (known != null) {
            return known;
        }
        return made.compute(name, (n, current) -> {
            DefaultNamespace namespace = current == null ? make(n) : current;
            if (namespace != null) {
                namespace.guests++;
            }
            return namespace;
        });
    }

    private @Nullable DefaultNamespace make(String name) {
        for (Parent parent : parents) {
            if (parent.names().test(name)) {
                return new DefaultNamespace(name, context, parent.namespace().handlers());
            }
        }
        return null;
    }

    void release(DefaultNamespace namespace) {
        made.computeIfPresent(namespace.name(), (name, current) -> {
            if (current != namespace || --current.guests > 0) {
                return current;
            }
            // Nobody is left to be told of a failure to close.
            var unused = current.adapter().close().onErrorComplete().subscribe();
            return null;
        });
    }

    Mono<Void> close() {
        List<DefaultNamespace> all = new ArrayList<>(declared.values());
        all.addAll(made.values());
        return Flux.fromIterable(all)
                .flatMap(namespace -> namespace.adapter().close().onErrorComplete(), 16)
                .then();
    }
}
