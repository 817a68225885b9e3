/// What every service measures of itself, beside what its features count.
@NullMarked
package io.chatspace.kit.telemetry;

import org.jspecify.annotations.NullMarked;
