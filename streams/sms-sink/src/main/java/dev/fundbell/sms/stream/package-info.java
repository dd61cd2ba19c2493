/** What comes from Kafka and goes to it. */
@NullMarked
package dev.fundbell.sms.stream;

import org.jspecify.annotations.NullMarked;
