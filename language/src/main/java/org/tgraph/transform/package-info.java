/**
 * Derivatives and batching: from a graph to a graph, by the rules that each operation holds.
 *
 * <p>There is one walk forwards, {@link org.tgraph.transform.Jvp}, that computes values and
 * tangents together, and one walk backwards, {@link org.tgraph.transform.Transposition}, over the
 * equations that are linear in the tangents; reverse mode is one after the other. {@link
 * org.tgraph.transform.Vmap} is a walk of its own. All yield ordinary graphs, so that they can be
 * applied to each other's results in any order and to any depth.
 *
 * <p>A tangent or cotangent that is zero because nothing depends on it is absent, not an array of
 * zeros. Only floats and complex numbers have tangents.
 *
 * <p>Complex numbers follow the convention of JAX: tangents and cotangents are paired without
 * conjugation, so that where f is holomorphic its derivative is the complex one, and the gradient
 * of a real f at x + iy is ∂f/∂x - i ∂f/∂y. Steepest descent goes along its negative conjugate.
 */
package org.tgraph.transform;
