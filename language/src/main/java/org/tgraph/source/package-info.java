/** Source files, positions and spans. */
package org.tgraph.source;
