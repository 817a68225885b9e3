package io.chatspace.auth.session;

import io.chatspace.kit.test.RealMongo;

/// On the database of the zero-install start.
class SessionInProcessIT extends SessionContract {
    @Override
    protected String mongoUri() {
        return RealMongo.inProcessUri();
    }
}
