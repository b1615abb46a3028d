package org.tgraph.call;

import java.util.List;
import java.util.Map;

/**
 * What can be called with tensors. An argument for a tensor is
 *
 * <ul>
 *   <li>an {@link org.tgraph.array.Array} of just the declared element type, also over a {@link
 *       java.lang.foreign.MemorySegment}, which is not copied: {@code Array.of(dtype, shape,
 *       segment)};
 *   <li>a number, a {@code boolean}, an array of them, or arrays or lists in such, all of one
 *       length, if nothing is lost by making them the declared element type;
 *   <li>a {@link java.nio.file.Path} or {@link DataFile}, read as an {@code input} of a script is;
 *   <li>a {@link Result} of another call.
 * </ul>
 *
 * <p>For a tuple it is a list of such, for a record a map, or, by name, each field by its dotted
 * name; for a {@code dim} a whole number. Any number of threads may call at once; what an argument
 * is made of must not change meanwhile.
 */
public interface TensorFunction {
  /** The name; empty for a graph of the DSL. */
  String name();

  /** The names of the parameters, in order. */
  List<String> parameters();

  /**
   * Calls it with the arguments in order. An array of arrays alone is one argument, not many.
   *
   * @throws CallException if they do not fit, or there is no result for them
   */
  Result call(Object... arguments);

  /** Calls it with one argument, a matrix by its rows. */
  default Result call(double[][] rows) {
    return call((Object) rows);
  }

  /**
   * Calls it with the arguments by their names; those of sizes may be among them, and must be where
   * no shape tells them.
   *
   * @throws CallException if they do not fit, or there is no result for them
   */
  Result callWith(Map<String, ?> arguments);

  /** As {@link #call}: what Kotlin calls for {@code f(x)}. */
  default Result invoke(Object... arguments) {
    return call(arguments);
  }
}
