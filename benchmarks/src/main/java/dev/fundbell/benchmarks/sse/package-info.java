/** The packaged SSE sink as a process, and clients that only count. */
@NullMarked
package dev.fundbell.benchmarks.sse;

import org.jspecify.annotations.NullMarked;
