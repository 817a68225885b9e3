package io.chatspace.message;

import io.chatspace.kit.test.RealMongo;

/// On the in-process database of the zero-install start.
class PicturesInProcessIT extends PicturesContract {
    @Override
    String mongoUri() {
        return RealMongo.inProcessUri();
    }
}
