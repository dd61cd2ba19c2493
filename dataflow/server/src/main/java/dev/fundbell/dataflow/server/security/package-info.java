/**
 * Authentication and authorization: users from the configuration with Data Flow's own
 * roles and rules, or Data Flow's own OAuth2.
 */
@NullMarked
package dev.fundbell.dataflow.server.security;

import org.jspecify.annotations.NullMarked;
