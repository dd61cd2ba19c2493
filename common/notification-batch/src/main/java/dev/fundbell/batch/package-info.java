/**
 * Steps that work through a table in chunks: where the chunks come from, what is done
 * with each, how many at once, and what the log says meanwhile.
 */
@NullMarked
package dev.fundbell.batch;

import org.jspecify.annotations.NullMarked;
