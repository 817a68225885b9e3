package io.chatspace.standalone;

import io.chatspace.standalone.Options.UsageError;
import io.chatspace.standalone.rehearsal.Rehearsal;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/// `./chatspace run`: starts everything, says where, and stays until it is told to end.
///
/// Exit codes: 0 after SIGINT or SIGTERM, 1 where the start failed, 2 for a command line that can't be understood.
public final class Standalone {
    /// A start on a port of its own that ends after a [Rehearsal]: what the JVM's start-up cache is made from.
    private static final String REHEARSAL = "chatspace.rehearsal";

    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Standalone() {}

    public static void main(String[] args) {
        Options options;
        try {
            options = Options.parse(List.of(args));
        } catch (UsageError e) {
            System.err.println("chatspace run: " + e.getMessage() + ". chatspace run --help lists the options.");
            System.exit(MISUSED);
            return;
        }
        if (options.help()) {
            System.out.println(Options.USAGE);
            return;
        }
        run(Boolean.getBoolean(REHEARSAL) ? options.rehearsing() : options, System.out);
    }

    private static void run(Options options, PrintStream out) {
        // Our own logback.xml holds; four contexts would otherwise set logging up against one another.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        var system = new ChatSystem(options, System.getenv(), out);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(system, out), "stop"));
        try {
            system.start();
            if (Boolean.getBoolean(REHEARSAL)) {
                new Rehearsal(options.url()).play();
            }
        } catch (StartFailure e) {
            if (!system.closing()) {
                System.err.println("chatspace: " + e.getMessage());
                system.close();
                Runtime.getRuntime().halt(FAILED);
            }
            return;
        }
        out.printf(Locale.ROOT, "ready in %.1f s: %s%n", sinceStart().toMillis() / 1000.0, options.url());
        if (Boolean.getBoolean(REHEARSAL)) {
            System.exit(0);
        }
        stay();
    }

    private static void end(ChatSystem system, PrintStream out) {
        if (!system.closing()) {
            out.println("stopping");
        }
        system.close();
        // The JVM would report the signal, but this is how it is meant to end.
        Runtime.getRuntime().halt(0);
    }

    private static Duration sinceStart() {
        return Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
    }

    private static void stay() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
