/** The formatter: a script in its one layout, with its comments. */
package org.tgraph.format;
