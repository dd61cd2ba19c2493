/**
 * The parts of the local system as processes: where their files are, how they start, and
 * how nothing of them stays behind.
 */
@NullMarked
package dev.fundbell.local.system;

import org.jspecify.annotations.NullMarked;
