package io.chatspace.message.store;

/// Ends a page before it is too large to hold in memory, however long its messages are. One page, one budget;
/// asked on one thread at a time.
public final class PageBudget {
    /// Characters of the texts of a page, about: 8 MB as UTF-8 for most scripts, 32 MB at the very most.
    public static final int CHARACTERS = 8 << 20;

    private long left;
    private boolean spent;

    public PageBudget(int characters) {
        this.left = characters;
    }

    /// Whether the page takes this message too. The first one it always takes.
    public boolean takes(Message message) {
        if (left <= 0) {
            spent = true;
            return false;
        }
        left -= Math.max(1, message.text().length());
        return true;
    }

    /// Whether a message was refused.
    public boolean spent() {
        return spent;
    }
}
