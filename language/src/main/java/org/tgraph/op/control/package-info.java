/** Operations that hold graphs: branches, and later loops. */
package org.tgraph.op.control;
