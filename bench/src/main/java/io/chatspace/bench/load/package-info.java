/// Clients: sockets that count what they get, and lanes that send requests.
@NullMarked
package io.chatspace.bench.load;

import org.jspecify.annotations.NullMarked;
