/// What is done to them.
@NullMarked
package io.chatspace.bench.scenario;

import org.jspecify.annotations.NullMarked;
