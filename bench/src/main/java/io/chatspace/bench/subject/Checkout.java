package io.chatspace.bench.subject;

import java.nio.file.Path;
import java.util.List;

/// Where things are: the checkout, the JVM this one runs on, this program's own jars.
public final class Checkout {
    /// One set of options for every server that runs on a JVM.
    public static final List<String> JAVA_OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private Checkout() {}

    public static Path home() {
        return Path.of(System.getProperty("chatspace.home", ".")).toAbsolutePath();
    }

    public static String java() {
        return tool("java");
    }

    static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    static String classPath() {
        return System.getProperty("java.class.path");
    }
}
