package io.chatspace.bench.scenario;

import io.chatspace.bench.subject.PackagedService;
import io.chatspace.bench.subject.Stores;
import io.chatspace.bench.subject.Usage;
import java.util.Arrays;
import java.util.List;

/// How soon a service is there, and how much of the machine it takes before anybody has come.
public final class Start implements Scenario {
    private static final long SETTLE_MILLIS = 10_000;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String about() {
        return "Each service from its jar, with the cache, the flags and the rehearsal of its image: from the process' start "
                + "to the first \"ready\" of its health endpoint, and what is resident ten seconds later.";
    }

    @Override
    public List<String> subjects() {
        return Arrays.stream(PackagedService.values())
                .map(PackagedService::module)
                .toList();
    }

    @Override
    public Figures run(String subject) throws Exception {
        var service = Arrays.stream(PackagedService.values())
                .filter(known -> known.module().equals(subject))
                .findFirst()
                .orElseThrow();
        try (var stores = Stores.start();
                var running = service.start(stores)) {
            Thread.sleep(SETTLE_MILLIS);
            return new Figures()
                    .with("ready after s", running.readyAfter().toMillis() / 1000.0)
                    .with("resident MiB", Usage.residentKiB(List.of(running.pid())) / 1024.0);
        }
    }
}
