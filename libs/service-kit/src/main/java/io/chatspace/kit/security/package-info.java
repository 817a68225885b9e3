/// Who calls: the check of access tokens that every service does for itself.
@NullMarked
package io.chatspace.kit.security;

import org.jspecify.annotations.NullMarked;
