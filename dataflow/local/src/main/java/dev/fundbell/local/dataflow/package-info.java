/**
 * What the local system says to Data Flow: the definitions, launches, and their outcome.
 */
@NullMarked
package dev.fundbell.local.dataflow;

import org.jspecify.annotations.NullMarked;
