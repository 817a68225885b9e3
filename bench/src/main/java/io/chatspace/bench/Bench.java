package io.chatspace.bench;

import io.chatspace.bench.scenario.Fanout;
import io.chatspace.bench.scenario.Idle;
import io.chatspace.bench.scenario.Messages;
import io.chatspace.bench.scenario.Push;
import io.chatspace.bench.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;

/// `chatspace bench [--rounds N] [SCENARIO...]`: each scenario on each server, in turns, and a table of ratios.
public final class Bench {
    private static final List<Scenario> SCENARIOS = List.of(new Idle(), new Push(), new Fanout(), new Messages());
    private static final int ROUNDS = 3;

    private Bench() {}

    public static void main(String[] args) throws Exception {
        int rounds = ROUNDS;
        var wanted = new ArrayList<Scenario>();
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals("--rounds") && i + 1 < args.length && args[i + 1].matches("[1-9][0-9]?")) {
                rounds = Integer.parseInt(args[++i]);
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
        for (Scenario scenario : wanted.isEmpty() ? SCENARIOS : wanted) {
            var table = new Table(scenario);
            for (int round = 0; round < rounds; round++) {
                for (String subject : scenario.subjects()) {
                    System.err.println("bench: " + scenario.name() + ", round " + (round + 1) + ", " + subject);
                    table.add(subject, scenario.run(subject));
                }
            }
            System.out.println(table.markdown());
        }
        System.exit(0);
    }

    private static Scenario usage(int code) {
        var out = code == 0 ? System.out : System.err;
        out.println("usage: chatspace bench [--rounds 1-99] [SCENARIO...]");
        out.println("Measures ChatSpace and its peers in turns; the table goes to standard output. Scenarios:");
        SCENARIOS.forEach(scenario -> out.println("  " + scenario.name() + ": " + scenario.about()));
        System.exit(code);
        throw new AssertionError();
    }
}
