/** Runs checked programs: data files, and the backends. */
package org.tgraph.run;
