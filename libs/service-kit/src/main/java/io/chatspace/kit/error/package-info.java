/// One way to fail: features throw [io.chatspace.kit.error.DomainError], one renderer answers.
@NullMarked
package io.chatspace.kit.error;

import org.jspecify.annotations.NullMarked;
