package io.chatspace.auth.ban;

import io.chatspace.kit.test.RealMongo;

class BanOnMongoIT extends BanContract {
    @Override
    protected String mongoUri() {
        return RealMongo.uri();
    }
}
