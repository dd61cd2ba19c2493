/**
 * The command line of the local system: one class for each command.
 */
@NullMarked
package dev.fundbell.local;

import org.jspecify.annotations.NullMarked;
