package io.chatspace.message;

import io.chatspace.kit.test.RealMongo;

/// On MongoDB.
class AssistantIT extends AssistantContract {
    @Override
    String mongoUri() {
        return RealMongo.uri();
    }
}
