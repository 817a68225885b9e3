package io.chatspace.bench;

import io.chatspace.bench.scenario.Churn;
import io.chatspace.bench.scenario.Fanout;
import io.chatspace.bench.scenario.Flood;
import io.chatspace.bench.scenario.History;
import io.chatspace.bench.scenario.Idle;
import io.chatspace.bench.scenario.Messages;
import io.chatspace.bench.scenario.Push;
import io.chatspace.bench.scenario.Relay;
import io.chatspace.bench.scenario.Scenario;
import io.chatspace.bench.scenario.Start;
import io.chatspace.bench.scenario.Storm;
import io.chatspace.bench.scenario.Uploads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// `chatspace bench [--rounds N] [--only TEXT] [SCENARIO...]`: each scenario on each server, in turns, and a table of
/// ratios.
public final class Bench {
    private static final List<Scenario> SCENARIOS = List.of(
            new Idle(),
            new Push(),
            new Fanout(),
            new Messages(),
            new Storm(),
            new Churn(),
            new Relay(),
            new History(),
            new Uploads(),
            new Flood(),
            new Start());
    private static final int ROUNDS = 3;

    private Bench() {}

    /// Ends by itself: clients' event loops would keep it alive. What fails on one server is told, and the others go
    /// on.
    public static void main(String[] args) throws IOException {
        System.exit(run(args) ? 0 : 1);
    }

    private static boolean run(String[] args) throws IOException {
        int rounds = ROUNDS;
        var only = "";
        var wanted = new ArrayList<Scenario>();
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--rounds") && i + 1 < args.length && args[i + 1].matches("[1-9][0-9]?")) {
                rounds = Integer.parseInt(args[++i]);
            } else if (args[i].equals("--only") && i + 1 < args.length) {
                only = args[++i];
            } else if (args[i].equals("--help")) {
                usage(0);
            } else {
                var name = args[i];
                wanted.add(SCENARIOS.stream()
                        .filter(scenario -> scenario.name().equals(name))
                        .findFirst()
                        .orElseGet(() -> usage(2)));
            }
        }
        System.out.println("# " + Machine.describe());
        boolean well = true;
        for (Scenario scenario : wanted.isEmpty() ? SCENARIOS : wanted) {
            var subjects = subjects(scenario, only);
            if (subjects.isEmpty()) {
                System.err.println("bench: " + scenario.name() + " has no server with \"" + only + "\" in its name");
                continue;
            }
            var table = new Table(scenario);
            for (int round = 0; round < rounds; round++) {
                for (String subject : subjects) {
                    System.err.println("bench: " + scenario.name() + ", round " + (round + 1) + ", " + subject);
                    try {
                        table.add(subject, scenario.run(subject));
                    } catch (Exception e) {
                        well = false;
                        e.printStackTrace();
                    }
                }
            }
            System.out.println(table.markdown());
        }
        return well;
    }

    private static List<String> subjects(Scenario scenario, String only) {
        return scenario.subjects().stream()
                .filter(subject -> subject.contains(only))
                .toList();
    }

    private static Scenario usage(int code) {
        var out = code == 0 ? System.out : System.err;
        out.println("usage: chatspace bench [--rounds 1-99] [--only TEXT] [SCENARIO...]");
        out.println(
                "Measures ChatSpace and its peers in turns (with --only those whose name has the text); the table goes to");
        out.println("standard output. Scenarios:");
        SCENARIOS.forEach(scenario -> out.println("  " + scenario.name() + ": " + scenario.about()));
        out.println(
                "chatspace bench micro [JMH OPTION...]: codecs, the token check and rooms by themselves, with JMH.");
        System.exit(code);
        throw new AssertionError();
    }
}
