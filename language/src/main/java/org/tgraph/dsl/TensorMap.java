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
   * @param arguments their tensors: those of a tuple or record in its order
   * @return a {@link Tensor}, a list for a tuple, or a map for a record
   */
  Object of(List<Tensor> arguments);
}
