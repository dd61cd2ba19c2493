/**
 * The command line: one class per command, and the options that several commands share.
 */
@NullMarked
package dev.fundbell.local.command;

import org.jspecify.annotations.NullMarked;
