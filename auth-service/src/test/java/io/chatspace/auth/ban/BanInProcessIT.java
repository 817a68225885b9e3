package io.chatspace.auth.ban;

import io.chatspace.kit.test.RealMongo;

/// On the database of the zero-install start.
class BanInProcessIT extends BanContract {
    @Override
    protected String mongoUri() {
        return RealMongo.inProcessUri();
    }
}
