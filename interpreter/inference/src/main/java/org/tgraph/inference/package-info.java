/**
 * Inference algorithms over a density of real vectors, which know nothing of graphs or models: what
 * they need is a function that gives a value and its gradient. Enter at {@link
 * org.tgraph.inference.Chains}.
 */
package org.tgraph.inference;
