/**
 * Makes the REST API, the dashboard and the shell, which all default to Boot 2 apps, work
 * for our Boot 4 apps.
 */
@NullMarked
package dev.fundbell.dataflow.server.bridge;

import org.jspecify.annotations.NullMarked;
