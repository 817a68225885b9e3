package io.chatspace.auth.session;

import io.chatspace.kit.test.RealMongo;

class SessionOnMongoIT extends SessionContract {
    @Override
    protected String mongoUri() {
        return RealMongo.uri();
    }
}
