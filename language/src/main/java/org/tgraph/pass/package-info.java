/** Passes over graphs that keep what they compute, and how they are run in order. */
package org.tgraph.pass;
