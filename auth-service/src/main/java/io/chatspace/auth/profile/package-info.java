/// What users show of themselves, and the directory of all of them.
@NullMarked
package io.chatspace.auth.profile;

import org.jspecify.annotations.NullMarked;
