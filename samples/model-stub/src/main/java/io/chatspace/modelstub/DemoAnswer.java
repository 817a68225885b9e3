package io.chatspace.modelstub;

import java.util.List;
import java.util.regex.Pattern;

/// The answer of the demo: nobody takes it for a model's.
final class DemoAnswer {
    static final String LABEL = "[demo]";

    private static final int QUOTED = 200;
    private static final Pattern WORD = Pattern.compile("\\s*\\S+");

    private DemoAnswer() {}

    static String to(Received request) {
        var question = request.question().strip();
        var quoted = question.codePointCount(0, question.length()) <= QUOTED
                ? question
                : question.substring(0, question.offsetByCodePoints(0, QUOTED)) + " ...";
        return LABEL + " This is the built-in demo, not a language model: it only repeats what it was asked. "
                + "You said: \"" + quoted + "\". The conversation so far has "
                + request.messages().stream()
                        .filter(said -> !said.role().equals("system"))
                        .count()
                + " messages, this question included. For real answers start ChatSpace with AI_API_KEY instead of "
                + "--ai-demo.";
    }

    /// The answer word by word, so that a stream of it looks like one.
    static List<String> pieces(String answer) {
        return WORD.matcher(answer).results().map(match -> match.group()).toList();
    }
}
