/** Our Data Flow server: Spring Cloud Data Flow on MariaDB, and Fundbell's additions. */
@NullMarked
package dev.fundbell.dataflow.server;

import org.jspecify.annotations.NullMarked;
