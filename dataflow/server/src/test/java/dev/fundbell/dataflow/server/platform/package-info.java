/**
 * The real platform of the integration tests, one for each JVM: MariaDB, our server,
 * Skipper, the shell, a browser.
 */
@NullMarked
package dev.fundbell.dataflow.server.platform;

import org.jspecify.annotations.NullMarked;
