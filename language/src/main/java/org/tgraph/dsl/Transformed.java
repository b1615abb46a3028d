package org.tgraph.dsl;

import java.util.Arrays;
import java.util.List;

/**
 * A function made of functions by one of the language's: {@code grad(f, wrt=1)}. It is called by
 * {@link Computation#apply}, and can be given to further ones.
 *
 * @param name of the transformation
 * @param arguments of it: {@link TensorMap}, {@code Transformed}, and whatever else it takes
 */
public record Transformed(String name, List<Object> arguments) {
  public Transformed {
    arguments = List.copyOf(arguments);
  }

  /**
   * The function that a transformation makes: {@code Transformed.by("grad", f, named("wrt", 1))}.
   *
   * @throws IllegalArgumentException if this cannot be the name of a function
   */
  public static Transformed by(String name, Object... arguments) {
    return new Transformed(Computation.function(name), Arrays.asList(arguments));
  }
}
