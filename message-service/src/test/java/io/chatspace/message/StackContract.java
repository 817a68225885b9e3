package io.chatspace.message;

import io.chatspace.contracts.UserView;
import io.chatspace.kit.test.RealRedis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/// One service for the tests of a class, and two fresh users for each test.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StackContract {
    final StubAuth auth = new StubAuth();
    MessageStack stack;
    UserView alice;
    UserView bob;

    abstract String mongoUri();

    @BeforeAll
    void start() {
        stack = MessageStack.start(auth, mongoUri(), RealRedis.uri());
    }

    @AfterAll
    void stop() {
        stack.close();
        auth.close();
    }

    @BeforeEach
    void signUp() {
        alice = auth.signUp("Alice");
        bob = auth.signUp("Bob");
    }
}
