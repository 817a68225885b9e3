/// How every service holds on to Redis.
@NullMarked
package io.chatspace.kit.redis;

import org.jspecify.annotations.NullMarked;
