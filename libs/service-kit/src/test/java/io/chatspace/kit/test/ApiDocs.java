package io.chatspace.kit.test;

import io.chatspace.kit.security.PublicPaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.springframework.context.ApplicationContext;
import org.springframework.http.server.PathContainer;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The repository's `docs/api`, for tests that hold a service against it. Endpoints are written `GET /api/path/{id}`.
public final class ApiDocs {
    private static final Path FOLDER = Path.of("docs", "api");

    private ApiDocs() {}

    public static JsonNode openapi() {
        return parse("openapi.yaml");
    }

    public static JsonNode asyncapi() {
        return parse("asyncapi.yaml");
    }

    private static JsonNode parse(String file) {
        return new JsonMapper().valueToTree(new Yaml().load(text(file)));
    }

    public static String text(String file) {
        try {
            for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
                if (Files.exists(at.resolve(FOLDER))) {
                    return Files.readString(at.resolve(FOLDER).resolve(file));
                }
            }
            throw new IllegalStateException("There is no docs/api above this module");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What is described of that service (`x-service`).
    public static SortedSet<String> endpointsOf(String service) {
        return endpoints(operation -> isOf(service, operation));
    }

    /// What is described of that service as needing no access token.
    public static SortedSet<String> publicEndpointsOf(String service) {
        return endpoints(operation -> isOf(service, operation) && !needsToken(operation));
    }

    /// What the service maps and needs no access token, by its own [PublicPaths].
    public static SortedSet<String> publicEndpointsOf(ApplicationContext service) {
        var open = service.getBean(PublicPaths.class);
        return MappedEndpoints.of(service).stream()
                .filter(endpoint -> open.contains(PathContainer.parsePath(endpoint.substring(endpoint.indexOf('/')))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isOf(String service, JsonNode operation) {
        return operation.path("x-service").asString("").equals(service);
    }

    /// Without a word of its own an operation has what the description says for all: a token.
    private static boolean needsToken(JsonNode operation) {
        var security = operation.get("security");
        return security == null
                || StreamSupport.stream(security.spliterator(), false).anyMatch(one -> one.has("bearer"));
    }

    private static SortedSet<String> endpoints(Predicate<JsonNode> wanted) {
        var endpoints = new TreeSet<String>();
        for (var path : openapi().path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                if (wanted.test(operation.getValue())) {
                    endpoints.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
                }
            }
        }
        return endpoints;
    }
}
