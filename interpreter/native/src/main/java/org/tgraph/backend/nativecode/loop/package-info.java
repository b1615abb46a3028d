/** The loop code: what is between a graph and machine code, as data. */
package org.tgraph.backend.nativecode.loop;
