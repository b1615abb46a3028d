/** Random programs that are right, wrong ones made of them, and what must be true of both. */
package org.tgraph.generate;
