/**
 * The platform of the integration tests, one per JVM: MariaDB, our server, Skipper, the
 * shell.
 */
@NullMarked
package dev.fundbell.dataflow.server.platform;

import org.jspecify.annotations.NullMarked;
