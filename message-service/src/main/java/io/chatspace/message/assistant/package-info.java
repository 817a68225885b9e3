/// A user who is a language model: asked over HTTP, answering with messages like any other's.
@NullMarked
package io.chatspace.message.assistant;

import org.jspecify.annotations.NullMarked;
