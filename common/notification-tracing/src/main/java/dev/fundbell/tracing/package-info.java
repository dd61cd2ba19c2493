/** Traces of notifications through tasks and sinks. */
@NullMarked
package dev.fundbell.tracing;

import org.jspecify.annotations.NullMarked;
