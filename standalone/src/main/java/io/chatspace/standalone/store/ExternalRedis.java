package io.chatspace.standalone.store;

/// The one that `REDIS_URL` names. Not looked after here.
public record ExternalRedis(String url) implements Redis {
    @Override
    public String summary() {
        return "REDIS_URL, " + Addresses.withoutSecrets(url);
    }

    @Override
    public void close() {
        // Not ours.
    }
}
