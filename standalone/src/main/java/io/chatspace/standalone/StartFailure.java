package io.chatspace.standalone;

/// Why ChatSpace could not start, in one sentence for the person at the terminal; no stack trace is shown for it.
public final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartFailure(String sentence) {
        super(sentence);
    }

    public static StartFailure portTaken(int port) {
        return new StartFailure(
                "Port " + port + " is taken by another program: stop that one, or choose another port with --port.");
    }

    public StartFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
