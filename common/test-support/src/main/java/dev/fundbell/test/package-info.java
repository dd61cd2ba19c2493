/**
 * Support that the integration tests share: the real MariaDB and Kafka, a clock that
 * tests set, rows to start from, an SSE client.
 */
@NullMarked
package dev.fundbell.test;

import org.jspecify.annotations.NullMarked;
