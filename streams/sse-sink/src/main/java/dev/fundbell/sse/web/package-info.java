/** The HTTP API around the event stream. */
@NullMarked
package dev.fundbell.sse.web;

import org.jspecify.annotations.NullMarked;
