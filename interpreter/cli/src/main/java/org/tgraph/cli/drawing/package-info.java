/** Draws graphs: layers from top to bottom, as SVG and as a page for the browser. */
package org.tgraph.cli.drawing;
