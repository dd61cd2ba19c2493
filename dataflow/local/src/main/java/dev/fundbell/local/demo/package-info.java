/**
 * Demo data in the service's database, and a client that receives its notifications.
 */
@NullMarked
package dev.fundbell.local.demo;

import org.jspecify.annotations.NullMarked;
