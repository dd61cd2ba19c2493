/**
 * The transports of event streams, one for HTTP/1.1 and one for HTTP/2, and the defences
 * of the web server.
 */
@NullMarked
package dev.fundbell.sse.transport;

import org.jspecify.annotations.NullMarked;
