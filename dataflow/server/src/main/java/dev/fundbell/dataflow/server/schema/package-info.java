/** Our own migrations of the Data Flow database, applied after those of Data Flow. */
@NullMarked
package dev.fundbell.dataflow.server.schema;

import org.jspecify.annotations.NullMarked;
