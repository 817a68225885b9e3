/// What is measured: servers started as processes, and what they use.
@NullMarked
package io.chatspace.bench.subject;

import org.jspecify.annotations.NullMarked;
