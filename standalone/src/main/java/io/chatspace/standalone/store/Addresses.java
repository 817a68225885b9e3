package io.chatspace.standalone.store;

import java.util.regex.Pattern;

/// Addresses as they may be shown.
final class Addresses {
    private static final Pattern CREDENTIALS = Pattern.compile("//[^/]*@");
    private static final Pattern OPTIONS = Pattern.compile("\\?.*");

    private Addresses() {}

    static String withoutSecrets(String url) {
        return OPTIONS.matcher(CREDENTIALS.matcher(url).replaceFirst("//")).replaceFirst("");
    }
}
