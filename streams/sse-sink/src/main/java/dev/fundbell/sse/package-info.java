/**
 * The SSE sink: pushes published notifications to the browsers of their users, and serves
 * their inboxes.
 */
@NullMarked
package dev.fundbell.sse;

import org.jspecify.annotations.NullMarked;
