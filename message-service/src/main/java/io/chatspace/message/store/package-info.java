/// Messages in MongoDB: the document, its indexes, and access that reports failures in one way.
@NullMarked
package io.chatspace.message.store;

import org.jspecify.annotations.NullMarked;
