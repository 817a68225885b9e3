/// Sessions: what a user is logged in with, how one is refreshed, and how one is ended.
@NullMarked
package io.chatspace.auth.session;

import org.jspecify.annotations.NullMarked;
