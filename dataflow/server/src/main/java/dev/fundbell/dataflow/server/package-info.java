/**
 * Our Data Flow server: Spring Cloud Data Flow on MariaDB, and what Fundbell adds to it.
 */
@NullMarked
package dev.fundbell.dataflow.server;

import org.jspecify.annotations.NullMarked;
