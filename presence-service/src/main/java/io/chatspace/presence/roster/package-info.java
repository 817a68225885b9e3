/// Who is online, on which node: leases, snapshots, deltas, and what clients are told.
@NullMarked
package io.chatspace.presence.roster;

import org.jspecify.annotations.NullMarked;
