package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.backend.nativecode.loop.Statement.Passed;
import org.tgraph.backend.nativecode.loop.Var;
import org.tgraph.type.DType;

/**
 * Calls of a function of OpenBLAS, by the C interfaces of BLAS and LAPACK. It works in the thread
 * that calls it: what is to be done by several is divided here, in parts that depend on the sizes
 * alone, so that the numbers do not depend on the threads.
 */
final class Blas {
  /** How the C interfaces name choices. */
  static final Literal ROWS = Literal.of(101);

  static final Literal COLUMNS = Literal.of(102);
  static final Literal AS_IT_IS = Literal.of(111);
  static final Literal TRANSPOSED = Literal.of(112);
  static final Literal UPPER = Literal.of(121);
  static final Literal LOWER = Literal.of(122);
  static final Literal ANY_DIAGONAL = Literal.of(131);
  static final Literal DIAGONAL_OF_ONES = Literal.of(132);
  static final Literal LEFT = Literal.of(141);

  /** Sizes that a function can be given. */
  private static final long MOST = Integer.MAX_VALUE;

  private final LoopBuilder b;
  private final Var function;

  /**
   * @param name of the function
   */
  Blas(Block block, String name) {
    this.b = block.b;
    this.function = b.variable(DType.I64);
    b.add(new Statement.Given(function, block.program.function(name)));
  }

  /** Whether the function is there, and takes these sizes. */
  Atom takes(Atom... sizes) {
    Atom all = b.not(b.equal(function, Literal.of(0)));
    for (Atom size : sizes) {
      all = b.and(all, b.not(b.less(Literal.of(MOST), size)));
    }
    return all;
  }

  /**
   * @param arguments buffers, whole numbers, letters, and numbers of type float or double
   */
  void call(Object... arguments) {
    b.add(new Statement.External(Optional.empty(), function, passed(arguments)));
  }

  /** The same for a function of LAPACK: whether it told that it has found all it should. */
  Atom succeeds(Object... arguments) {
    Var info = b.variable(DType.I64);
    b.add(new Statement.External(Optional.of(info), function, passed(arguments)));
    return b.equal(info, Literal.of(0));
  }

  private static List<Passed> passed(Object... arguments) {
    List<Passed> all = new ArrayList<>();
    for (Object argument : arguments) {
      all.add(
          switch (argument) {
            case Buffer buffer -> new Passed.Memory(buffer);
            case Literal number when number.type().isFloat() -> new Passed.Number(number);
            case Atom number -> new Passed.Int(number);
            case Character letter -> new Passed.Letter(letter);
            default -> throw new IllegalArgumentException(argument.toString());
          });
    }
    return all;
  }
}
