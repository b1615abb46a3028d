/** The backend on ND4J: one call of ND4J per operation. */
package org.tgraph.backend.nd4j;
