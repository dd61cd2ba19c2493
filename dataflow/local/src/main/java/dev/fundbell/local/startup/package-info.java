/**
 * The command {@code up}: starts the servers, applies the definitions, proves with a
 * smoke test that notifications arrive, and supervises everything until it is stopped.
 */
@NullMarked
package dev.fundbell.local.startup;

import org.jspecify.annotations.NullMarked;
