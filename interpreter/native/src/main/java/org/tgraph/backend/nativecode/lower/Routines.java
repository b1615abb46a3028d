package org.tgraph.backend.nativecode.lower;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Routine;
import org.tgraph.backend.nativecode.loop.Var;
import org.tgraph.type.DType;

/** The routines, each written when it is first called. */
final class Routines {
  private static final Map<String, Routine> WRITTEN = new ConcurrentHashMap<>();

  /** What computes the result from the parameters, which are doubles. */
  interface Body {
    Atom write(LoopBuilder b, List<Atom> parameters);
  }

  private Routines() {}

  /**
   * A call for floats of one type; single ones are widened before, and the result is rounded.
   *
   * @param name a word, which the body has to itself
   */
  static Atom call(LoopBuilder b, String name, List<Atom> operands, Body body) {
    Routine routine = WRITTEN.computeIfAbsent(name, n -> written("tg_" + n, operands.size(), body));
    List<Atom> wide = operands.stream().map(x -> b.convert(DType.F64, x)).toList();
    return b.convert(operands.get(0).type(), b.call(routine, wide));
  }

  private static Routine written(String name, int count, Body body) {
    LoopBuilder b = new LoopBuilder();
    List<Var> parameters = Stream.generate(() -> b.variable(DType.F64)).limit(count).toList();
    Atom result = body.write(b, List.copyOf(parameters));
    return new Routine(name, parameters, b.statements(), result);
  }
}
