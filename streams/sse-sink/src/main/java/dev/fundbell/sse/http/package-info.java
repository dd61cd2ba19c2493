/** The two ways in which an event stream leaves the web server, and its defences. */
@NullMarked
package dev.fundbell.sse.http;

import org.jspecify.annotations.NullMarked;
