package io.chatspace.message.media;

import io.chatspace.contracts.MessageView.ImageMeta;
import io.chatspace.kit.security.Caller;
import io.chatspace.message.id.UserId;
import io.chatspace.message.media.store.MediaRecord.Purpose;
import java.util.List;
import org.springframework.core.codec.DecodingException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.FilePart;
import org.springframework.http.codec.multipart.Part;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import reactor.core.publisher.Mono;

/// `POST /api/media`: keeps a profile picture, sent as multipart field `file`, and answers where it is. auth-service
/// calls it in its caller's name.
@RestController
class MediaEndpoint {
    private static final String FILE = "file";

    private final UploadArea area;
    private final MediaService media;
    private final ProfileCleanup cleanup;

    record Answer(boolean success, String url, String thumb, ImageMeta imageMeta) {}

    MediaEndpoint(UploadArea area, MediaService media, ProfileCleanup cleanup) {
        this.area = area;
        this.media = media;
        this.cleanup = cleanup;
    }

    @PostMapping(path = "/api/media", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Mono<Answer> keep(Caller caller, ServerWebExchange exchange) {
        return area.withRoom(
                        exchange.getRequest(),
                        () -> exchange.getMultipartData()
                                .onErrorMap(
                                        DecodingException.class,
                                        cause -> new ServerWebInputException("The body could not be read", null, cause))
                                .map(MediaEndpoint::file)
                                .flatMap(file -> media.keepFor(
                                        file,
                                        UserId.of(caller),
                                        Purpose.PROFILE,
                                        exchange,
                                        picture -> Mono.just(new Answer(
                                                true,
                                                picture.url(),
                                                picture.meta().thumb(),
                                                picture.meta())),
                                        Answer::url)))
                .delayUntil(_ -> cleanup.after(caller));
    }

    private static FilePart file(MultiValueMap<String, Part> parts) {
        var files = parts.values().stream()
                .flatMap(List::stream)
                .filter(FilePart.class::isInstance)
                .map(FilePart.class::cast)
                .toList();
        if (files.size() != 1 || !files.getFirst().name().equals(FILE)) {
            throw new MediaError.NoFile();
        }
        return files.getFirst();
    }
}
