package io.chatspace.presence.roster;

/// Hears of users who came online or went, whichever node they are on. Called from any thread; must not block.
interface RosterListener {
    void changed(Roster.Change change);
}
