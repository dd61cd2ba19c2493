/**
 * Deletes what nobody looks at any more.
 */
@NullMarked
package dev.fundbell.dataflow.server.housekeeping;

import org.jspecify.annotations.NullMarked;
