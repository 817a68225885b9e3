package io.chatspace.auth.account;

import io.chatspace.kit.test.RealMongo;

class AccountOnMongoIT extends AccountContract {
    @Override
    protected String mongoUri() {
        return RealMongo.uri();
    }
}
