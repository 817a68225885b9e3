package io.chatspace.message;

import io.chatspace.kit.test.RealMongo;

/// On a real MongoDB.
class PicturesIT extends PicturesContract {
    @Override
    String mongoUri() {
        return RealMongo.uri();
    }
}
