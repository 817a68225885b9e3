/// Measures ChatSpace and its peers, alternating, in one run.
@NullMarked
package io.chatspace.bench;

import org.jspecify.annotations.NullMarked;
