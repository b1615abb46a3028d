/** Operations that hold graphs: branches and loops. */
package org.tgraph.op.control;
