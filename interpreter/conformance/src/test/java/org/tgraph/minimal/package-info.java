/** The smallest backend: what {@code docs/backends.md} counts to say what a new one costs. */
package org.tgraph.minimal;
