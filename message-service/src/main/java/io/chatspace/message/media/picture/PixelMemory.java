package io.chatspace.message.media.picture;

import io.chatspace.message.media.format.Anatomy;
import io.chatspace.message.media.format.Damaged;
import java.util.concurrent.Semaphore;

/// What pictures in work may hold of the heap together. One that asks for all of it or more works alone.
///
/// Blocks whoever enters, so it is entered on workers only.
public final class PixelMemory {
    private static final int UNIT = 1 << 20;
    /// A pixel as decoded, and what becomes of it on the way to the preview.
    private static final int BYTES = 6;
    /// The same, where the picture is turned into a second one.
    private static final int TURNED_BYTES = 8;

    private static final int DEEP_BYTES = 12;

    private final int total;
    private final long most;
    private final Semaphore units;

    /// @param bytes for all together
    /// @param most  what one picture may need at all
    public PixelMemory(long bytes, long most) {
        this.total = (int) Math.max(1, bytes / UNIT);
        this.most = most;
        this.units = new Semaphore(total, true);
    }

    /// Waits until there is room. What it gives has to be closed.
    Room enter(Anatomy anatomy) throws InterruptedException {
        long need = need(anatomy);
        if (need > most) {
            throw Damaged.tooLarge("The image has more pixels than this server has memory for");
        }
        int share = (int) Math.clamp(need / UNIT + 1, 1, total);
        units.acquire(share);
        return () -> units.release(share);
    }

    private static long need(Anatomy anatomy) {
        int bytes = anatomy.deep() ? DEEP_BYTES : anatomy.orientation() == 1 ? BYTES : TURNED_BYTES;
        return anatomy.pixels() * bytes;
    }

    interface Room extends AutoCloseable {
        @Override
        void close();
    }
}
