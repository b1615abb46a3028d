package org.tgraph.backend.nativecode.lower;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.graph.Equation;
import org.tgraph.graph.SizeProblems;
import org.tgraph.graph.Value;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.op.index.Gather;
import org.tgraph.op.index.LastWrite;
import org.tgraph.op.index.RepeatedPlaces;
import org.tgraph.op.index.ScatterAdd;
import org.tgraph.op.layout.Require;
import org.tgraph.op.layout.Slice;
import org.tgraph.op.pointwise.FloorDivide;
import org.tgraph.op.pointwise.Pow;
import org.tgraph.op.pointwise.Remainder;
import org.tgraph.op.reduce.Max;
import org.tgraph.op.reduce.Min;
import org.tgraph.op.reduce.Reduction;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;
import org.tgraph.type.Truth;

/**
 * Writes what is to be checked before an equation is computed, where that could not be proved: what
 * comes after may then rely on it.
 */
final class Checks {
  private final LoopBuilder b;
  private final SizeCode sizes;
  private final Elements elements;
  private final Loops loops;
  private final List<Failure> failures;

  Checks(LoopBuilder b, SizeCode sizes, Elements elements, Loops loops, List<Failure> failures) {
    this.b = b;
    this.sizes = sizes;
    this.elements = elements;
    this.loops = loops;
    this.failures = failures;
  }

  /** Whether anything has to be checked at the equation that reads its operands. */
  static boolean reads(Equation equation) {
    return switch (equation.op()) {
      case Gather g -> true;
      case Require r -> true;
      case FloorDivide f -> isWhole(equation);
      case Remainder r -> isWhole(equation);
      case Pow p -> isWhole(equation);
      default -> false;
    };
  }

  private static boolean isWhole(Equation equation) {
    return equation.result().type().dtype().isInt();
  }

  void before(Equation equation) {
    new SizeChecks(this, b, sizes).before(equation);
    if (Lowerings.isHosted(equation)) {
      // The definition looks at the values itself.
      return;
    }
    List<Value> in = equation.operands();
    switch (equation.op()) {
      case Gather g -> indices(equation, in.get(0).shape(), g.batch(), g.count());
      case ScatterAdd s -> scattered(equation, s);
      case LastWrite w -> written(equation, w);
      case Slice s -> slice(equation, s);
      case Require r -> required(equation, r);
      case FloorDivide f when isWhole(equation) -> divisor(equation);
      case Remainder r when isWhole(equation) -> divisor(equation);
      case Pow p when isWhole(equation) -> exponent(equation);
      case Max m -> notEmpty(equation, m);
      case Min m -> notEmpty(equation, m);
      case RepeatedPlaces r -> repeats(equation);
      default -> {}
    }
  }

  /** The number of a new failure of the equation. */
  int failure(Equation equation, Function<long[], EvaluationProblem> problem) {
    failures.add(new Failure(equation.origin(), problem));
    return failures.size() - 1;
  }

  void check(
      Equation equation,
      Atom failed,
      List<Atom> details,
      Function<long[], EvaluationProblem> problem) {
    if (!failed.equals(Literal.FALSE)) {
      b.add(new Statement.Check(failed, failure(equation, problem), details));
    }
  }

  /** Fails at the first position, in order, at which something holds. */
  private void all(
      Equation equation,
      Shape shape,
      Function<List<Atom>, Atom> failed,
      Function<List<Atom>, List<Atom>> details,
      Function<long[], EvaluationProblem> problem) {
    int failure = failure(equation, problem);
    if (shape.isSingle()) {
      List<Atom> first = shape.dims().stream().<Atom>map(d -> Literal.of(0)).toList();
      b.add(new Statement.Check(failed.apply(first), failure, details.apply(first)));
      return;
    }
    Buffer any = b.buffer(DType.BOOL);
    b.add(new Statement.Allocate(any, List.of(Literal.of(1)), false, failure));
    List<Atom> counts = sizes.of(shape.dims());
    // What holds of an index of a loop does so nearly everywhere.
    Optional<Interior> interior =
        loops.interior(
            true,
            counts,
            at -> {
              Atom unused = failed.apply(at);
            });
    b.kernel(() -> {
      Cell found = b.cell(Literal.FALSE);
      loops.nest(
          interior,
          List.of(),
          counts,
          at -> {
            Atom fails = failed.apply(at);
            if (!fails.equals(Literal.FALSE)) {
              b.add(new Statement.Combine(found, Code.OR, fails));
            }
          });
      b.store(any, Literal.of(0), b.read(found));
    });
    b.branch(
        b.loadNow(any, Literal.of(0)),
        () ->
            loops.nest(
                shape.dims(),
                at -> b.add(new Statement.Check(failed.apply(at), failure, details.apply(at)))),
        () -> {});
  }

  /** Each index is one of its axis, counted from the start or from the end. */
  private void indices(Equation equation, Shape axes, int batch, int count) {
    List<Value> in = equation.operands();
    for (int k = 0; k < count; k++) {
      Value index = in.get(1 + k);
      Dim size = axes.dim(batch + k);
      int axis = batch + k;
      boolean unsigned = index.type().dtype().isUnsigned();
      all(
          equation,
          index.shape(),
          at -> isOutside(b.convert(DType.I64, elements.at(index, at)), size, unsigned),
          at -> List.of(b.convert(DType.I64, elements.at(index, at)), sizes.of(size)),
          d -> Gather.outOfRange(d[0], unsigned, axis, d[1]));
    }
  }

  private Atom isOutside(Atom index, Dim size, boolean unsigned) {
    Atom length = sizes.of(size);
    Atom low = unsigned ? Literal.of(0) : b.minus(Literal.of(0), length);
    return b.or(b.less(index, low), b.not(b.less(index, length)));
  }

  private void scattered(Equation equation, ScatterAdd scatter) {
    Shape result = equation.result().shape();
    indices(equation, result, scatter.batch(), scatter.count());
  }

  private void written(Equation equation, LastWrite write) {
    Value positions = equation.operands().get(0);
    all(
        equation,
        positions.shape(),
        at -> isOutside(elements.at(positions, at), write.size(), true),
        at -> List.of(elements.at(positions, at), sizes.of(write.size())),
        d -> LastWrite.outOfRange(d[0], d[1]));
  }

  /** On each axis the first and the last element are there, unless there is none. */
  private void slice(Equation equation, Slice slice) {
    Shape x = equation.operands().get(0).shape();
    for (int i = 0; i < x.rank(); i++) {
      int axis = i;
      Dim start = slice.starts().get(axis);
      Dim length = slice.lengths().get(axis);
      Dim size = x.dim(axis);
      Dim end = start.plus(length.minus(1).times(slice.steps().get(axis))).plus(1);
      boolean proved = start.isAtLeast(0) == Truth.YES && size.minus(end).isAtLeast(0) == Truth.YES;
      if (!proved && !length.is(0)) {
        Atom outside =
            b.or(b.less(sizes.of(start), Literal.of(0)), b.less(sizes.of(size), sizes.of(end)));
        Atom any = b.less(Literal.of(0), sizes.of(length));
        check(
            equation,
            b.and(any, outside),
            sizes.of(List.of(length, start, size)),
            d -> Slice.outside(Dim.of(d[0]), Dim.of(d[1]), axis, d[2]));
      }
    }
  }

  private void repeats(Equation equation) {
    Value repeats = equation.operands().get(0);
    all(
        equation,
        repeats.shape(),
        at -> b.less(elements.at(repeats, at), Literal.of(0)),
        at -> List.of(at.get(0), elements.at(repeats, at)),
        d -> RepeatedPlaces.negative(d[0], d[1]));
  }

  /** So many of a number of places are not too many for any memory. */
  void fits(Equation equation, List<Atom> counts, Atom most) {
    Atom all = b.convert(DType.F64, most);
    for (Atom count : counts) {
      all = b.times(all, b.convert(DType.F64, count));
    }
    TensorType type = equation.result().type();
    check(
        equation,
        b.less(Literal.of(DType.F64, 0x1p62), all),
        List.of(),
        d -> SizeProblems.outOfMemory(List.of(type)));
  }

  private void required(Equation equation, Require require) {
    Value condition = equation.operands().get(1);
    all(
        equation,
        condition.shape(),
        at -> b.not(elements.at(condition, at)),
        at -> List.of(),
        d -> require.failed());
  }

  private void divisor(Equation equation) {
    Value y = equation.operands().get(1);
    all(
        equation,
        y.shape(),
        at -> b.equal(elements.at(y, at), new Literal(y.type().dtype(), 0)),
        at -> List.of(),
        d -> Remainder.byZero());
  }

  private void exponent(Equation equation) {
    Value y = equation.operands().get(1);
    DType type = y.type().dtype();
    if (!type.isUnsigned()) {
      all(
          equation,
          y.shape(),
          at -> b.less(elements.at(y, at), new Literal(type, 0)),
          at -> List.of(b.convert(DType.I64, elements.at(y, at))),
          d -> Pow.negative(d[0]));
    }
  }

  private void notEmpty(Equation equation, Reduction reduction) {
    Value x = equation.operands().get(0);
    List<Dim> reduced = reduction.axes().stream().map(x.shape()::dim).toList();
    List<Dim> kept = equation.result().shape().dims();
    if (reduced.stream().allMatch(d -> d.isAtLeast(1) == Truth.YES)) {
      return;
    }
    Atom none = b.equal(sizes.product(reduced), Literal.of(0));
    Atom some = b.less(Literal.of(0), sizes.product(kept));
    check(equation, b.and(none, some), List.of(), d -> Reduction.ofNothing(equation));
  }
}
