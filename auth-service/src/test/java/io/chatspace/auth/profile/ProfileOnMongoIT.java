package io.chatspace.auth.profile;

import io.chatspace.kit.test.RealMongo;

class ProfileOnMongoIT extends ProfileContract {
    @Override
    protected String mongoUri() {
        return RealMongo.uri();
    }
}
