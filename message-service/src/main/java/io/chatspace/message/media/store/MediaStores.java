package io.chatspace.message.media.store;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The stores there are: one that new pictures go to, and those that hold older ones.
public final class MediaStores {
    private final MediaStore current;
    private final Map<String, MediaStore> byName;

    MediaStores(MediaStore current, List<MediaStore> all) {
        this.current = current;
        this.byName = all.stream().collect(Collectors.toMap(MediaStore::name, Function.identity()));
    }

    /// Where new pictures go.
    public MediaStore current() {
        return current;
    }

    /// The one that a record names; null where it is not set up any more.
    public @Nullable MediaStore named(String name) {
        return byName.get(name);
    }
}
