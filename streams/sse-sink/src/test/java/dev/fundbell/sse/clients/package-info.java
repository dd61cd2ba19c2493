/**
 * Tests of the sink with the browser clients of this repository and with those that
 * others have written.
 */
package dev.fundbell.sse.clients;
