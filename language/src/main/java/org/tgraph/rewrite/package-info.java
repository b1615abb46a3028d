/** Rules that make graphs smaller, faster and more accurate, and the pass that applies them. */
package org.tgraph.rewrite;
