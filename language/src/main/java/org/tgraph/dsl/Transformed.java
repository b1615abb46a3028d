package org.tgraph.dsl;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * A function made of functions by one of the language's: {@code grad(f, wrt=1)}. It is called by
 * {@link Computation#apply}, and can be given to further ones.
 *
 * @param name of the transformation
 * @param arguments of it: {@link TensorMap}, {@code Transformed}, and whatever else it takes
 * @param part which part is the function, where the transformation gives several
 */
public record Transformed(String name, List<Object> arguments, OptionalInt part) {
  public Transformed {
    arguments = List.copyOf(arguments);
  }

  /**
   * The function that a transformation makes: {@code Transformed.by("grad", f, named("wrt", 1))}.
   *
   * @throws IllegalArgumentException if this cannot be the name of a function
   */
  public static Transformed by(String name, Object... arguments) {
    return new Transformed(
        Computation.function(name), Arrays.asList(arguments), OptionalInt.empty());
  }

  /**
   * The function that is a part of what a transformation gives: {@code Transformed.by("vjp", f,
   * x).part(1)} takes a cotangent of the value to that of {@code x}.
   */
  public Transformed part(int part) {
    return new Transformed(name, arguments, OptionalInt.of(part));
  }
}
