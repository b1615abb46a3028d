package org.tgraph.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.graph.Equation;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.linalg.MatMul;
import org.tgraph.op.pointwise.Abs;
import org.tgraph.op.pointwise.Add;
import org.tgraph.op.pointwise.BitwiseAnd;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Greater;
import org.tgraph.op.pointwise.IsFinite;
import org.tgraph.op.pointwise.Log;
import org.tgraph.op.pointwise.Multiply;
import org.tgraph.op.pointwise.Sign;
import org.tgraph.op.pointwise.Subtract;
import org.tgraph.op.reduce.Sum;
import org.tgraph.type.DType;

/**
 * Sums of exponentials with weights: {@code log(sum(y * exp(x)))} and {@code log(y @ exp(x))}. A
 * weight may be 0 or small where x is greatest, so that to subtract the greatest could lose what
 * remains. Only where it is so far from 0 that all exponentials overflow or underflow, it is
 * brought halfway to 0; then what is lost has been lost, or was infinite, as it was written.
 */
final class WeightedExponentials {
  private static final int DEPTH = 4;

  private WeightedExponentials() {}

  /** Whether a factor of the matrix product {@code x @ y} has a rule to be found. */
  static boolean isProduct(Match match) {
    return isOpen(match.facts(), match.value("x")) || isOpen(match.facts(), match.value("y"));
  }

  /** Whether a value is exponentials, perhaps arranged otherwise, of what is not shifted yet. */
  static boolean isOpen(Facts facts, Value value) {
    return isOpen(facts, value, DEPTH);
  }

  private static boolean isOpen(Facts facts, Value value, int fuel) {
    Equation made = facts.definition(value).orElse(null);
    if (made == null || fuel == 0) {
      return false;
    }
    return switch (made.op().name()) {
      case "exp" -> !LogSumExp.isShifted(facts, made.operands().get(0));
      case "reshape", "transpose" -> isOpen(facts, made.operands().get(0), fuel - 1);
      default -> false;
    };
  }

  /** What the exponentials are of, arranged as they are. */
  private static Value exponents(GraphBuilder b, Facts facts, Value value) {
    Equation made = facts.definition(value).orElseThrow();
    Value inner = made.operands().get(0);
    return made.op().name().equals("exp") ? inner : b.one(made.op(), exponents(b, facts, inner));
  }

  /** {@code log(sum(y * exp(x), axes=a))}. */
  static Value logOfSum(Site site, Match match) {
    GraphBuilder b = site.builder();
    Value x = match.value("x");
    List<Integer> axes = match.integers("a");
    Value shift = LogSumExp.shift(site, x, axes, WeightedExponentials::excess);
    Value moved = LogSumExp.exponentials(b, x, axes, shift);
    Value sum = b.one(new Sum(axes), b.one(new Multiply(), match.value("y"), moved));
    return b.one(new Add(), b.one(new Log(), sum), shift);
  }

  /** {@code log(x @ y)}: one shift for each row of x and for each column of y. */
  static Value logOfProduct(Site site, Match match) {
    GraphBuilder b = site.builder();
    Facts facts = match.facts();
    Value x = match.value("x");
    Value y = match.value("y");
    int rows = x.rank() - 2;
    int columns = x.rank() - 1;
    boolean movesX = isOpen(facts, x);
    boolean movesY = isOpen(facts, y);
    Value left = movesX ? exponents(b, facts, x) : x;
    Value right = movesY ? exponents(b, facts, y) : y;
    Value ofRows = movesX ? shift(site, left, columns) : x;
    Value ofColumns = movesY ? shift(site, right, rows) : y;
    Value a = movesX ? LogSumExp.exponentials(b, left, List.of(columns), ofRows) : x;
    Value c = movesY ? LogSumExp.exponentials(b, right, List.of(rows), ofColumns) : y;
    Value log = b.one(new Log(), b.one(new MatMul(), a, c));
    log = movesX ? plus(b, log, ofRows, columns) : log;
    return movesY ? plus(b, log, ofColumns, rows) : log;
  }

  private static Value shift(Site site, Value exponents, int axis) {
    return LogSumExp.shift(site, exponents, List.of(axis), WeightedExponentials::excess);
  }

  /** The logarithms plus what was subtracted along an axis. */
  private static Value plus(GraphBuilder b, Value log, Value shift, int axis) {
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < log.rank(); i++) {
      if (i != axis) {
        kept.add(i);
      }
    }
    return b.one(new Add(), log, b.one(new Broadcast(log.shape(), kept), shift));
  }

  /** Half of the way to 0, where the exponential of the greatest is no number of its type. */
  private static Value excess(GraphBuilder b, Value most) {
    double bound = Math.log(most.type().dtype() == DType.F32 ? Float.MAX_VALUE : Double.MAX_VALUE);
    Value limit = Formula.constant(b, bound, most);
    Value isFar = b.one(new Greater(), b.one(new Abs(), most), limit);
    Value isExtreme = b.one(new BitwiseAnd(), b.one(new IsFinite(), most), isFar);
    Value half =
        b.one(new Multiply(), Formula.constant(b, bound / 2, most), b.one(new Sign(), most));
    Value moved = b.one(new Subtract(), most, half);
    return Formula.select(b, isExtreme, moved, Formula.constant(b, 0, most));
  }
}
