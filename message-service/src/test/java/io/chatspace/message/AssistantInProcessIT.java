package io.chatspace.message;

import io.chatspace.kit.test.RealMongo;

/// On the database inside the one-command start.
class AssistantInProcessIT extends AssistantContract {
    private final String uri = RealMongo.inProcessUri();

    @Override
    String mongoUri() {
        return uri;
    }
}
