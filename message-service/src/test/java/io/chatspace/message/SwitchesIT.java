package io.chatspace.message;

import io.chatspace.kit.test.RealMongo;

/// On MongoDB.
class SwitchesIT extends SwitchesContract {
    @Override
    String mongoUri() {
        return RealMongo.uri();
    }
}
