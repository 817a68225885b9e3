package io.chatspace.bench.scenario;

import java.util.List;

/// Something that is done to several servers, in turns.
public interface Scenario {
    String name();

    /// One sentence: what is measured and how.
    String about();

    /// The servers' names, ours first.
    List<String> subjects();

    /// Does it once to that server.
    Figures run(String subject) throws Exception;
}
