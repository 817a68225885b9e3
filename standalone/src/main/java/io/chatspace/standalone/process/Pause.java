package io.chatspace.standalone.process;

import io.chatspace.standalone.StartFailure;
import java.util.concurrent.TimeUnit;

/// The wait between two looks at something that is starting.
public final class Pause {
    private static final int MILLIS = 20;

    private Pause() {}

    public static void briefly() {
        try {
            TimeUnit.MILLISECONDS.sleep(MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("The start was interrupted.", e);
        }
    }
}
