/**
 * Text on the terminal: progress lines and tables.
 */
@NullMarked
package dev.fundbell.local.terminal;

import org.jspecify.annotations.NullMarked;
