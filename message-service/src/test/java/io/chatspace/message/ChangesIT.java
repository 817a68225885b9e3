package io.chatspace.message;

import io.chatspace.kit.test.RealMongo;

/// On MongoDB.
class ChangesIT extends ChangesContract {
    @Override
    String mongoUri() {
        return RealMongo.uri();
    }
}
