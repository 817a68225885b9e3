package io.chatspace.bench;

import io.chatspace.bench.scenario.Figures;
import io.chatspace.bench.scenario.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The figures of a scenario: minimum, median and maximum of the rounds, and each peer's median as a multiple of ours.
final class Table {
    private final Scenario scenario;
    private final Map<String, List<Figures>> runs = new LinkedHashMap<>();

    Table(Scenario scenario) {
        this.scenario = scenario;
    }

    void add(String subject, Figures figures) {
        runs.computeIfAbsent(subject, name -> new ArrayList<>()).add(figures);
    }

    String markdown() {
        var text = new StringBuilder("\n## " + scenario.name() + "\n\n" + scenario.about() + "\n");
        if (runs.isEmpty()) {
            return text.append("\nNo server got to the end.\n").toString();
        }
        var names = runs.values().iterator().next().getFirst().values().keySet();
        for (String figure : names) {
            text.append("\n| ")
                    .append(figure)
                    .append(" | min | median | max | of ours |\n| --- | ---: | ---: | ---: | ---: |\n");
            double ours = Double.NaN;
            for (var subject : runs.entrySet()) {
                var sorted = subject.getValue().stream()
                        .mapToDouble(run -> run.values().getOrDefault(figure, Double.NaN))
                        .sorted()
                        .toArray();
                double median = sorted[sorted.length / 2];
                ours = Double.isNaN(ours) ? median : ours;
                text.append(String.format(
                        Locale.ROOT,
                        "| %s | %s | %s | %s | %s |%n",
                        subject.getKey(),
                        number(sorted[0]),
                        number(median),
                        number(sorted[sorted.length - 1]),
                        ours == 0 ? "" : String.format(Locale.ROOT, "%.2f", median / ours)));
            }
        }
        return text.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 100 ? "%.0f" : "%.2f", value);
    }
}
