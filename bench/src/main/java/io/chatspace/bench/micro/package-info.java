/// JMH benchmarks of what is done for each request or packet: time and bytes allocated, without a network.
@NullMarked
package io.chatspace.bench.micro;

import org.jspecify.annotations.NullMarked;
