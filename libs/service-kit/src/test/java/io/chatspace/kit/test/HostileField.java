package io.chatspace.kit.test;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One field of a request that the [InjectionCorpus] fills with [HostileValues].
///
/// @param endpoint `METHOD /path`; in the path of a [Place#PATH] field `{name}` is what is filled
/// @param name     of the field
/// @param others   the fields beside it as JSON literals; `<n>` is another number in each request
/// @param template the whole JSON body, [#VALUE] in the field's place, where it is not just a field beside
/// others
/// @param shownAt  JSON pointer to where a success shows the text that was sent; null where it shows it
/// nowhere
public record HostileField(
        String endpoint,
        String name,
        Map<String, String> others,
        @Nullable String template,
        @Nullable String shownAt,
        Set<Place> places) {
    public static final String VALUE = "<value>";

    public enum Place {
        JSON,
        FORM,
        MULTIPART,
        QUERY,
        PATH
    }

    public static HostileField json(
            String endpoint, String name, Map<String, String> others, @Nullable String shownAt) {
        return new HostileField(endpoint, name, others, null, shownAt, Set.of(Place.JSON));
    }

    public static HostileField within(String endpoint, String name, String template, @Nullable String shownAt) {
        return new HostileField(endpoint, name, Map.of(), template, shownAt, Set.of(Place.JSON));
    }

    /// Without multipart: for endpoints whose answers are dear and which read all three in one way.
    public static HostileField jsonAndForm(
            String endpoint, String name, Map<String, String> others, @Nullable String shownAt) {
        return new HostileField(endpoint, name, others, null, shownAt, Set.of(Place.JSON, Place.FORM));
    }

    public static HostileField everywhere(
            String endpoint, String name, Map<String, String> others, @Nullable String shownAt) {
        var places = Set.of(Place.JSON, Place.FORM, Place.MULTIPART);
        return new HostileField(endpoint, name, others, null, shownAt, places);
    }

    public static HostileField query(String endpoint, String name) {
        return new HostileField(endpoint, name, Map.of(), null, null, Set.of(Place.QUERY));
    }

    public static HostileField path(String endpoint, String name) {
        return new HostileField(endpoint, name, Map.of(), null, null, Set.of(Place.PATH));
    }
}
