/**
 * The rows that the sink reads through JPA: notifications for inbox and replay, users for
 * the page.
 */
@NullMarked
package dev.fundbell.sse.entity;

import org.jspecify.annotations.NullMarked;
