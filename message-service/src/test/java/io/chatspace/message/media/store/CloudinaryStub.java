package io.chatspace.message.media.store;

import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/// What of Cloudinary the store uses: uploads and deletions that are refused unless rightly signed, and delivery.
public final class CloudinaryStub implements AutoCloseable {
    static final String CLOUD = "team";
    static final String KEY = "123456789012345";
    static final String SECRET = "abcdefghijklmnopqrstuvwxyz1";
    private static final Set<String> UNSIGNED = Set.of("file", "api_key", "signature", "cloud_name", "resource_type");

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final DisposableServer server;
    private volatile int failure;
    private volatile boolean half;

    public CloudinaryStub() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .httpFormDecoder(form -> form.maxInMemorySize(64L << 20))
                .route(routes -> routes.post("/v1_1/{cloud}/image/{action}", this::call)
                        .get("/{cloud}/image/upload/{folder}/{name}", this::deliver))
                .bindNow();
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    public CloudinaryProperties account() {
        return new CloudinaryProperties(CLOUD, KEY, SECRET, "chat", url(), url());
    }

    /// Settings of a service that uses it.
    public String[] settings() {
        return new String[] {
            "--chatspace.message.media.cloudinary.cloud-name=" + CLOUD,
            "--chatspace.message.media.cloudinary.api-key=" + KEY,
            "--chatspace.message.media.cloudinary.api-secret=" + SECRET,
            "--chatspace.message.media.cloudinary.api-url=" + url(),
            "--chatspace.message.media.cloudinary.delivery-url=" + url()
        };
    }

    public Set<String> names() {
        return Set.copyOf(files.keySet());
    }

    /// From now on calls are answered with that status; 0 is as usual.
    public void fail(int status) {
        failure = status;
    }

    /// From now on the second part of each picture is refused.
    public void failThumbs(boolean on) {
        half = on;
    }

    private Mono<Void> call(HttpServerRequest request, HttpServerResponse response) {
        var fields = new TreeMap<String, String>();
        var file = new ConcurrentHashMap<String, byte[]>();
        return request.receiveForm()
                .doOnNext(data -> take(data, fields, file))
                .then(Mono.defer(() -> answer(request, response, fields, file.get("file"))));
    }

    private static void take(HttpData data, Map<String, String> fields, Map<String, byte[]> file) {
        try {
            if (data instanceof Attribute attribute) {
                fields.put(attribute.getName(), attribute.getValue());
            } else if (data instanceof FileUpload upload && upload.isCompleted()) {
                file.put(upload.getName(), upload.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Mono<Void> answer(
            HttpServerRequest request,
            HttpServerResponse response,
            Map<String, String> fields,
            byte @Nullable [] file) {
        if (failure != 0) {
            return text(response, failure, "{\"error\":{\"message\":\"down\"}}");
        }
        if (!CLOUD.equals(request.param("cloud")) || !signed(fields)) {
            return text(response, 401, "{\"error\":{\"message\":\"Invalid Signature\"}}");
        }
        var id = fields.getOrDefault("public_id", "");
        if ("destroy".equals(request.param("action"))) {
            boolean there = files.remove(id) != null;
            return text(response, 200, "{\"result\":\"" + (there ? "ok" : "not found") + "\"}");
        }
        if (file == null || id.isEmpty() || (half && id.endsWith("-thumb"))) {
            return text(response, 400, "{\"error\":{\"message\":\"Missing required parameter - file\"}}");
        }
        files.put(id, file);
        return text(response, 200, "{\"public_id\":\"" + id + "\",\"bytes\":" + file.length + ",\"version\":1}");
    }

    private static boolean signed(Map<String, String> fields) {
        var text = fields.entrySet().stream()
                .filter(field -> !UNSIGNED.contains(field.getKey()))
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining("&"));
        long age = Instant.now().getEpochSecond() - Long.parseLong(fields.getOrDefault("timestamp", "0"));
        return KEY.equals(fields.get("api_key"))
                && sha1(text + SECRET).equals(fields.get("signature"))
                && Math.abs(age) < 3600;
    }

    static String sha1(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Mono<Void> deliver(HttpServerRequest request, HttpServerResponse response) {
        var file = files.get(request.param("folder") + "/" + request.param("name"));
        if (failure != 0 || file == null) {
            return text(response, failure == 0 ? 404 : failure, "");
        }
        var range = request.requestHeaders().get("Range");
        if (range == null) {
            return response.sendByteArray(Mono.just(file)).then();
        }
        var ends = range.substring("bytes=".length()).split("-", -1);
        int from = Integer.parseInt(ends[0]);
        int to = Integer.parseInt(ends[1]) + 1;
        return response.status(206)
                .sendByteArray(Mono.just(Arrays.copyOfRange(file, from, to)))
                .then();
    }

    private static Mono<Void> text(HttpServerResponse response, int status, String body) {
        return response.status(status)
                .header("Content-Type", "application/json")
                .sendString(Mono.just(body))
                .then();
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
