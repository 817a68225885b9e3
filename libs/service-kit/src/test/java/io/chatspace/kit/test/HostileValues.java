package io.chatspace.kit.test;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// Values that were harmful somewhere: operators of databases, names that mean something to JavaScript,
/// paths into
/// documents, text that is none, and all that is not text.
public final class HostileValues {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MEGABYTE = 1_000_000;

    /// As they stand in a string: well-formed Unicode, some with a NUL or without end.
    private static final List<String> TEXTS = List.of(
            "{\"$gt\":\"\"}",
            "{\"$ne\":null}",
            "{\"$where\":\"sleep(5000)\"}",
            "'; return true; //",
            "' || '1'=='1",
            "__proto__",
            "constructor",
            "prototype",
            "$set",
            "$where",
            "a.b.c",
            "_id.$oid",
            "[object Object]",
            "undefined",
            "null",
            "NaN",
            "-1",
            "1e400",
            "999999999999999999999999",
            "+1000000000-12-31T23:59:59.999999999Z",
            "-1000000000-01-01T00:00:00Z",
            "\u0000",
            "a\u0000b",
            "\u202Eevil",
            "\uFFFE\uFFFF",
            "a\r\nX-Injected: yes",
            "${jndi:ldap://127.0.0.1:1/a}",
            "../../etc/passwd",
            "<script>alert(1)</script>",
            "x".repeat(MEGABYTE));

    private HostileValues() {}

    /// JSON literals, each with the text that it stands for, or with null where it is no well-formed text.
    public static Map<String, String> literals() {
        var all = new LinkedHashMap<String, String>();
        for (var text : TEXTS) {
            all.put(JSON.writeValueAsString(text), text);
        }
        Stream.of(
                        "{\"$gt\":\"\"}",
                        "{\"$ne\":null}",
                        "{\"$where\":\"sleep(5000)\"}",
                        "{\"$regex\":\".*\"}",
                        "{\"$in\":[]}",
                        "{\"__proto__\":{\"admin\":true}}",
                        "{\"constructor\":{\"prototype\":{}}}",
                        "{}",
                        "[]",
                        "[\"a\"]",
                        "[{\"$gt\":\"\"}]",
                        "[[[[]]]]",
                        "5",
                        "-0",
                        "1.5",
                        "1e400",
                        "12345678901234567890123456789012345678901234567890",
                        "true",
                        "null",
                        "\"\\ud800\"",
                        "\"\\udc00\\ud800\"",
                        "\"a\\ud800b\"")
                .forEach(literal -> all.put(literal, NO_TEXT));
        return all;
    }

    /// Stands for a literal that is no text.
    public static final String NO_TEXT = "\uDFFF";

    /// Values of a form's or a query's field, encoded, and such as break the encoding, each with its text
    /// as above.
    public static Map<String, String> encoded(int longest) {
        var all = new LinkedHashMap<String, String>();
        for (var text : TEXTS) {
            if (text.length() <= longest) {
                all.put(URLEncoder.encode(text, StandardCharsets.UTF_8), text);
            }
        }
        Stream.of("%ED%A0%80", "%ED%B0%80%ED%A0%80", "%FF%FE", "%C0%80", "a&FIELD=b", "a&FIELD[$ne]=b")
                .forEach(value -> all.put(value, NO_TEXT));
        return all;
    }

    /// Names of further fields that a body may carry.
    public static List<String> names() {
        return List.of(
                "__proto__", "constructor", "prototype", "$set", "$where", "a.b", "_id", "role", "$db", "a\u0000b", "");
    }
}
