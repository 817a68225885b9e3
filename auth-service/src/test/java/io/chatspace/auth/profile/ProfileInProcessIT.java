package io.chatspace.auth.profile;

import io.chatspace.kit.test.RealMongo;

/// On the database of the zero-install start.
class ProfileInProcessIT extends ProfileContract {
    @Override
    protected String mongoUri() {
        return RealMongo.inProcessUri();
    }
}
