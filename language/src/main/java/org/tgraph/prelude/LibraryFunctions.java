package org.tgraph.prelude;

import java.util.List;
import java.util.stream.Stream;
import org.tgraph.check.Builtin;

/**
 * Functions that are written in the language. What is said here of each, before its module is
 * loaded, is what the module says; a test holds the two together.
 */
final class LibraryFunctions {
  private static final List<Builtin> OPTIM =
      List.of(
          Builtin.ofFunction(
              "optim",
              "minimize(f, start, method=\"bfgs\", tolerance=1e-8, limit=1000, check=true)",
              "A minimum of `f`, a function of a tensor, or of a tuple or record of them, near"
                  + " `start`."),
          Builtin.ofFunction(
              "optim",
              "root(f, start, method=\"newton\", tolerance=1e-10, limit=200, check=true)",
              "A root of `f` near `start`: `f` gives as many numbers as it takes, in tensors,"
                  + " tuples or records."));

  static final List<Builtin> ALL =
      Stream.of(OPTIM, ArrayLibrary.ALL, SpecialLibrary.ALL).flatMap(List::stream).toList();

  private LibraryFunctions() {}
}
