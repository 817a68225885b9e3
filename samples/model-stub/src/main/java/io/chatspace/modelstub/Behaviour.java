package io.chatspace.modelstub;

import java.time.Duration;
import java.util.List;

/// What the stub does with a request that it understood.
public sealed interface Behaviour {
    /// Says these pieces, as a stream or as a whole, whichever was asked for.
    ///
    /// @param pause before each piece of a stream
    record Say(List<String> pieces, Duration pause) implements Behaviour {
        public Say {
            pieces = List.copyOf(pieces);
        }
    }

    /// Says what it is, and repeats the question.
    ///
    /// @param pause before each word of a stream
    record Demo(Duration pause) implements Behaviour {}

    /// Answers with an error as such endpoints write them.
    ///
    /// @param retryAfter the header's value; empty for none
    record Refuse(int status, String retryAfter) implements Behaviour {}

    /// Says these pieces, then nothing more, and keeps the connection; without pieces not even a status.
    record Stall(List<String> pieces) implements Behaviour {
        public Stall {
            pieces = List.copyOf(pieces);
        }
    }

    /// Says these pieces, then drops the connection without an end.
    record Cut(List<String> pieces) implements Behaviour {
        public Cut {
            pieces = List.copyOf(pieces);
        }
    }

    /// Answers with that text, whatever was asked for.
    record Garbage(int status, String contentType, String body) implements Behaviour {}
}
