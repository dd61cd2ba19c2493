/**
 * Trace of a notification for support staff: by which execution it was created, and how
 * far it has come.
 */
@NullMarked
package dev.fundbell.dataflow.server.trace;

import org.jspecify.annotations.NullMarked;
