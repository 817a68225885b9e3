package io.chatspace.bench.scenario;

import java.util.LinkedHashMap;
import java.util.Map;

/// What one run gave: numbers by name, in the order they were put.
public final class Figures {
    private final Map<String, Double> values = new LinkedHashMap<>();

    Figures with(String name, double value) {
        values.put(name, value);
        return this;
    }

    public Map<String, Double> values() {
        return values;
    }
}
