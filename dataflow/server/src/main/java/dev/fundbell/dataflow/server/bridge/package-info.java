/**
 * Adapters that let REST API, dashboard and shell, which default to Boot 2 apps, work
 * with our Boot 4 apps.
 */
@NullMarked
package dev.fundbell.dataflow.server.bridge;

import org.jspecify.annotations.NullMarked;
