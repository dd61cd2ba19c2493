/** Authentication, authorization, and the headers that protect the page. */
@NullMarked
package dev.fundbell.sse.security;

import org.jspecify.annotations.NullMarked;
