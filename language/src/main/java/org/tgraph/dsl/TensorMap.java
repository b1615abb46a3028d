package org.tgraph.dsl;

import java.util.List;

/**
 * A function of tensors, to be given to functions of the language that take one: {@code grad},
 * {@code vmap}, {@code scan}. It is called when the expression is built, perhaps several times,
 * with tensors that stand for its arguments.
 */
@FunctionalInterface
public interface TensorMap {
  /**
   * @return a {@link Tensor}, or a list of such for a tuple
   */
  Object of(List<Tensor> arguments);
}
