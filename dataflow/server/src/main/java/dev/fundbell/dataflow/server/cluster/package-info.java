/** The servers that share a database: which of them are alive. */
@NullMarked
package dev.fundbell.dataflow.server.cluster;

import org.jspecify.annotations.NullMarked;
