package org.tgraph.backend.nativecode.lower;

import java.util.stream.Stream;
import org.tgraph.graph.Equation;
import org.tgraph.op.Core;
import org.tgraph.op.Op;
import org.tgraph.op.control.Cond;
import org.tgraph.op.control.Scan;
import org.tgraph.op.control.While;
import org.tgraph.op.create.Constant;
import org.tgraph.op.create.Iota;
import org.tgraph.op.create.SizeOf;
import org.tgraph.op.fourier.Dft;
import org.tgraph.op.index.Gather;
import org.tgraph.op.index.LastWrite;
import org.tgraph.op.index.Nonzero;
import org.tgraph.op.index.RepeatedPlaces;
import org.tgraph.op.index.ScatterAdd;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Coerce;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Pad;
import org.tgraph.op.layout.Require;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.layout.Slice;
import org.tgraph.op.layout.Transpose;
import org.tgraph.op.linalg.Det;
import org.tgraph.op.linalg.MatMul;
import org.tgraph.op.sort.ArgSort;
import org.tgraph.op.special.BetaIncSlopes;
import org.tgraph.run.Lowering;
import org.tgraph.type.DType;

/** What there is code for. */
public final class Lowerings {
  private Lowerings() {}

  public static Lowering of(Op op, DType type) {
    if (op instanceof Coerce coerce && !SizeChecks.canBind(coerce)) {
      return new Lowering.Gap("it cannot solve this for a size");
    }
    // Of complex numbers what it is made of would lose infinite ones.
    boolean isComposed = op instanceof Det && !type.isComplex();
    boolean isOwn =
        !isComposed
            && (hasLoops(op) || Matrices.has(op) || Reductions.has(op) || Pointwise.has(op, type));
    if (isOwn) {
      return Lowering.OWN;
    }
    return Core.role(op) == Core.Role.COMPOSITE
        ? new Lowering.Gap("it has no code for this")
        : new Lowering.Host("it has no code for this yet");
  }

  /** Whether an equation is left to the definition of its operation. */
  static boolean isHosted(Equation equation) {
    return Stream.concat(equation.operands().stream(), equation.results().stream())
        .anyMatch(v -> of(equation.op(), v.type().dtype()) instanceof Lowering.Host);
  }

  private static boolean hasLoops(Op op) {
    return switch (op) {
      case Constant c -> true;
      case Iota i -> true;
      case SizeOf s -> true;
      case Broadcast b -> true;
      case Reshape r -> true;
      case Transpose t -> true;
      case Slice s -> true;
      case Gather g -> true;
      case Coerce c -> true;
      case Require r -> true;
      case Concat c -> true;
      case Pad p -> true;
      case ScatterAdd s -> true;
      case LastWrite w -> true;
      case Nonzero n -> true;
      case RepeatedPlaces r -> true;
      case ArgSort a -> true;
      case Dft d -> true;
      case MatMul m -> true;
      case BetaIncSlopes s -> s.order() <= BetaSlopes.MOST;
      case Scan s -> true;
      case While w -> true;
      case Cond c -> true;
      default -> false;
    };
  }
}
