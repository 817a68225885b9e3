package io.chatspace.auth.account;

import io.chatspace.kit.test.RealMongo;

/// On the database of the zero-install start.
class AccountInProcessIT extends AccountContract {
    @Override
    protected String mongoUri() {
        return RealMongo.inProcessUri();
    }
}
