/** Shows computed values to people, laid out like NumPy's, and to machines, as JSON. */
package org.tgraph.run.print;
