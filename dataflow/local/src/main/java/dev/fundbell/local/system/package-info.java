/**
 * The local system's processes, files, ports and passwords.
 */
@NullMarked
package dev.fundbell.local.system;

import org.jspecify.annotations.NullMarked;
