/** An online service that tells its users something, through the outbox. */
@NullMarked
package dev.fundbell.example.online;

import org.jspecify.annotations.NullMarked;
