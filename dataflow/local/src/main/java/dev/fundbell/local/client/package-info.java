/**
 * Clients of the HTTP interfaces that the commands use: Data Flow's REST API and the
 * sms-sink's management endpoint.
 */
@NullMarked
package dev.fundbell.local.client;

import org.jspecify.annotations.NullMarked;
