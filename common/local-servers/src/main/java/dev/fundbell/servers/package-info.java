/**
 * A real MariaDB and a real Kafka as child processes of this JVM, on 127.0.0.1 only.
 */
@NullMarked
package dev.fundbell.servers;

import org.jspecify.annotations.NullMarked;
