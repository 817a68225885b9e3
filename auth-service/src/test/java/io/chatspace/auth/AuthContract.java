package io.chatspace.auth;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/// The service's promises over HTTP, kept on every database it may run on: a subclass names one.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class AuthContract {
    private @Nullable RunningAuth auth;

    protected abstract String mongoUri();

    protected String[] properties() {
        return new String[0];
    }

    @BeforeAll
    void start() {
        auth = RunningAuth.start(mongoUri(), RunningAuth.newDatabase(), properties());
    }

    @AfterAll
    void stop() {
        auth().close();
    }

    protected RunningAuth auth() {
        return Objects.requireNonNull(auth);
    }
}
