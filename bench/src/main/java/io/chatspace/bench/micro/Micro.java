package io.chatspace.bench.micro;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.Main;

/// `chatspace bench micro [JMH OPTION...]`: all benchmarks here, or those whose name an option names, with bytes
/// allocated.
public final class Micro {
    private Micro() {}

    public static void main(String[] args) throws IOException {
        var all = new ArrayList<>(List.of("-prof", "gc", "-foe", "true"));
        all.addAll(List.of(args));
        Main.main(all.toArray(String[]::new));
    }
}
