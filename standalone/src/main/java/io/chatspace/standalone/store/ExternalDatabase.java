package io.chatspace.standalone.store;

/// The one that `MONGODB_URI` names. Not looked after here.
public record ExternalDatabase(String uri) implements Database {
    @Override
    public String summary() {
        return "MONGODB_URI, " + Addresses.withoutSecrets(uri)
                + ": writes are acknowledged by a majority of its members, as durable as those are";
    }

    @Override
    public void close() {
        // Not ours.
    }
}
