package io.chatspace.kit.security;

import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// Paths of a service that need no token and ignore one that is sent. A service declares one bean of it; everything
/// else
/// asks for a token.
public final class PublicPaths {
    private final List<PathPattern> patterns;

    private PublicPaths(List<PathPattern> patterns) {
        this.patterns = patterns;
    }

    /// @param patterns as in `@RequestMapping`: `/api/auth/login`, `/socket.io/**`
    public static PublicPaths of(String... patterns) {
        return new PublicPaths(List.of(patterns).stream()
                .map(PathPatternParser.defaultInstance::parse)
                .toList());
    }

    public boolean contains(PathContainer path) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(path));
    }
}
