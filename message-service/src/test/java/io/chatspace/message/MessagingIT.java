package io.chatspace.message;

import io.chatspace.kit.test.RealMongo;

/// On MongoDB.
class MessagingIT extends MessagingContract {
    @Override
    String mongoUri() {
        return RealMongo.uri();
    }
}
