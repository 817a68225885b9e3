/// A stand-in for a chat-completions endpoint on a loopback port. It computes nothing: it says what it is, repeats
/// the question, and fails as it is told to.
@NullMarked
package io.chatspace.modelstub;

import org.jspecify.annotations.NullMarked;
