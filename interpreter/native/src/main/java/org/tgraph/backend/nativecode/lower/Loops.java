package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Pair;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Pad;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/** Loops that fill the memory of a value, element by element. */
final class Loops {
  private final LoopBuilder b;
  private final SizeCode sizes;
  private final Elements elements;

  Loops(LoopBuilder b, SizeCode sizes, Elements elements) {
    this.b = b;
    this.sizes = sizes;
    this.elements = elements;
  }

  /**
   * The inner part of loops over some axes, found by doing once what is done in them; none where it
   * does not matter where an element is.
   *
   * @param hasEnds whether it may matter
   */
  Optional<Interior> interior(boolean hasEnds, List<Atom> counts, Consumer<List<Atom>> body) {
    if (!hasEnds || counts.isEmpty()) {
      return Optional.empty();
    }
    Interior interior = new Interior(b, counts);
    b.rehearse(() -> {
      List<Atom> indices = new ArrayList<>();
      counts.forEach(
          c -> indices.add(c.equals(Literal.of(1)) ? Literal.of(0) : b.variable(DType.I64)));
      interior.within(indices, () -> body.accept(List.copyOf(indices)));
    });
    return Optional.of(interior).filter(Interior::isPart);
  }

  /**
   * A loop for each of the axes, the last one innermost, which is divided into its inner part, and
   * what is before and after.
   *
   * @param outer the indices of the first axes of the interior, whose loops there are
   */
  void nest(
      Optional<Interior> interior, List<Atom> outer, List<Atom> counts, Consumer<List<Atom>> body) {
    if (counts.isEmpty()) {
      body.accept(outer);
      return;
    }
    Atom count = counts.get(0);
    if (counts.size() > 1 || interior.isEmpty() || count.equals(Literal.of(1))) {
      List<Atom> rest = counts.subList(1, counts.size());
      b.loop(count, i -> nest(interior, with(outer, i), rest, body));
      return;
    }
    Ends ends = new Ends(interior.get(), outer, count);
    b.loop(Literal.of(0), ends.first, i -> body.accept(with(outer, i)));
    ends.inner(body);
    b.loop(ends.end, count, i -> body.accept(with(outer, i)));
  }

  /** The same where of the outermost axis only some indices are there. */
  void nest(
      Optional<Interior> interior,
      Atom first,
      Atom end,
      List<Atom> counts,
      Consumer<List<Atom>> body) {
    List<Range> ranges = new ArrayList<>(List.of(new Range(first, end)));
    counts.stream().skip(1).forEach(c -> ranges.add(new Range(Literal.of(0), c)));
    nest(interior, List.of(), ranges, counts.getLast(), body);
  }

  /** The indices from one up to another, without it. */
  record Range(Atom first, Atom end) {}

  /**
   * The same where of each axis only some indices are there.
   *
   * @param count how many there are of the last one in all
   */
  void nest(
      Optional<Interior> interior,
      List<Atom> outer,
      List<Range> ranges,
      Atom count,
      Consumer<List<Atom>> body) {
    if (ranges.isEmpty()) {
      body.accept(outer);
      return;
    }
    Range range = ranges.get(0);
    if (ranges.size() > 1 || interior.isEmpty()) {
      List<Range> rest = ranges.subList(1, ranges.size());
      b.loop(range.first, range.end, i -> nest(interior, with(outer, i), rest, count, body));
      return;
    }
    if (range.equals(new Range(Literal.of(0), count))) {
      nest(interior, outer, List.of(count), body);
      return;
    }
    Ends ends = new Ends(interior.get(), outer, count);
    Atom from = b.let(Code.MAXIMUM, range.first, b.let(Code.MINIMUM, ends.first, range.end));
    Atom to = b.let(Code.MAXIMUM, from, b.let(Code.MINIMUM, ends.end, range.end));
    b.loop(range.first, from, i -> body.accept(with(outer, i)));
    ends.inner(from, to, body);
    b.loop(to, range.end, i -> body.accept(with(outer, i)));
  }

  /** Where the inner part of the innermost loop is: behind its end, if there is none. */
  private final class Ends {
    private final Interior interior;
    private final List<Atom> outer;
    private final Atom first;
    private final Atom end;

    Ends(Interior interior, List<Atom> outer, Atom count) {
      this.interior = interior;
      this.outer = outer;
      Atom has = interior.has(outer);
      this.first = b.select(has, interior.first(outer.size()), count);
      this.end = b.select(has, interior.end(outer.size()), count);
    }

    /** What is loaded there is not there outside of it. */
    void inner(Consumer<List<Atom>> body) {
      inner(first, end, body);
    }

    /** Of which only some indices are there. */
    void inner(Atom from, Atom to, Consumer<List<Atom>> body) {
      b.guardedLoop(
          from,
          to,
          i -> {
            List<Atom> all = with(outer, i);
            interior.within(all, () -> body.accept(all));
          });
    }
  }

  private static List<Atom> with(List<Atom> indices, Atom last) {
    List<Atom> all = new ArrayList<>(indices);
    all.add(last);
    return List.copyOf(all);
  }

  /** A loop for each of the axes, the last one innermost. */
  void nest(List<Dim> dims, Consumer<List<Atom>> body) {
    nest(dims, new ArrayList<>(), body);
  }

  private void nest(List<Dim> dims, List<Atom> outer, Consumer<List<Atom>> body) {
    if (outer.size() == dims.size()) {
      body.accept(List.copyOf(outer));
      return;
    }
    b.loop(
        sizes.of(dims.get(outer.size())),
        index -> {
          List<Atom> all = new ArrayList<>(outer);
          all.add(index);
          nest(dims, all, body);
        });
  }

  /** The results of an elementwise equation that has several, and operands in memory. */
  void fill(List<Buffer> to, Equation equation, UnaryOperator<List<Atom>> rule) {
    Atom all = sizes.product(equation.results().get(0).shape().dims());
    b.sharedKernel(
        all,
        () ->
            b.loop(
                all,
                i -> {
                  Position place = new Position.Flat(i);
                  List<Atom> results =
                      rule.apply(
                          equation.operands().stream().map(v -> elements.at(v, place)).toList());
                  for (int j = 0; j < to.size(); j++) {
                    b.store(to.get(j), i, results.get(j));
                  }
                }));
  }

  /** The result of an elementwise equation. */
  void fill(Buffer to, Equation equation) {
    Shape shape = equation.result().shape();
    boolean isFlat = elements.isFlat(equation);
    Atom all = sizes.product(shape.dims());
    fill(
        to,
        shape,
        isFlat ? List.of(all) : sizes.of(shape.dims()),
        elements.hasEnds(equation),
        indices -> isFlat ? new Position.Flat(indices.get(0)) : new Position.Axes(indices),
        position -> elements.compute(equation, position));
  }

  private void fill(
      Buffer to,
      Shape shape,
      List<Atom> counts,
      boolean hasEnds,
      Function<List<Atom>, Position> position,
      Function<Position, Atom> element) {
    Consumer<List<Atom>> body =
        indices -> {
          Position at = position.apply(indices);
          b.store(to, elements.flat(shape, at), element.apply(at));
        };
    Atom all = sizes.product(shape.dims());
    Optional<Interior> interior = interior(hasEnds, counts, body);
    if (counts.size() == 1 && interior.isPresent() && !counts.get(0).equals(Literal.of(1))) {
      // One loop can be shared among threads: that of the inner part.
      Ends ends = new Ends(interior.get(), List.of(), counts.get(0));
      b.kernel(() -> b.loop(Literal.of(0), ends.first, i -> body.accept(List.of(i))));
      b.kernel(() -> b.loop(ends.end, counts.get(0), i -> body.accept(List.of(i))));
      b.sharedKernel(all, () -> ends.inner(body));
    } else {
      b.sharedKernel(all, () -> nest(interior, List.of(), counts, body));
    }
  }

  /** The same number everywhere. */
  void fill(Buffer to, Shape shape, Atom value) {
    b.kernel(() -> b.loop(sizes.product(shape.dims()), i -> b.store(to, i, value)));
  }

  static Atom zero(DType type) {
    Literal zero = new Literal(type.part(), 0);
    return type.isComplex() ? new Pair(zero, zero) : zero;
  }

  /** Each operand goes to its place along the axis. */
  void concat(Buffer to, Equation equation, Concat concat) {
    concat(to, equation, concat, i -> true);
  }

  /**
   * The same of some operands.
   *
   * @param isWritten which, by their numbers
   */
  void concat(Buffer to, Equation equation, Concat concat, IntPredicate isWritten) {
    Shape shape = equation.result().shape();
    Dim start = Dim.ZERO;
    for (int i = 0; i < equation.operands().size(); i++) {
      Value operand = equation.operands().get(i);
      Dim before = start;
      start = start.plus(operand.shape().dim(concat.axis()));
      if (!isWritten.test(i)) {
        continue;
      }
      Consumer<List<Atom>> body =
          indices -> {
            List<Atom> target = new ArrayList<>(indices);
            target.set(concat.axis(), b.plus(indices.get(concat.axis()), sizes.of(before)));
            b.store(
                to, elements.flat(shape, new Position.Axes(target)), elements.at(operand, indices));
          };
      List<Atom> counts = sizes.of(operand.shape().dims());
      Optional<Interior> interior = interior(elements.hasEnds(operand), counts, body);
      boolean isDivided = counts.size() == 1 && interior.isPresent();
      Runnable loop = () -> nest(interior, List.of(), counts, body);
      if (isDivided) {
        b.kernel(loop);
      } else {
        b.sharedKernel(sizes.product(operand.shape().dims()), loop);
      }
    }
  }

  /** Zeros, and the elements among them. */
  void pad(Buffer to, Equation equation, Pad pad) {
    Shape shape = equation.result().shape();
    Value operand = equation.operands().get(0);
    Atom zero = zero(operand.type().dtype());
    if (hasGaps(pad)) {
      fill(to, shape, zero);
      b.kernel(() ->
          nest(
              operand.shape().dims(),
              indices -> {
                List<Atom> target = new ArrayList<>();
                for (int axis = 0; axis < indices.size(); axis++) {
                  Atom step = Literal.of(1 + pad.interior().get(axis));
                  Atom offset = b.times(indices.get(axis), step);
                  target.add(b.plus(sizes.of(pad.low().get(axis)), offset));
                }
                b.store(
                    to,
                    elements.flat(shape, new Position.Axes(target)),
                    elements.at(operand, indices));
              }));
      return;
    }
    Shape rows = shape.slice(0, shape.rank() - 1);
    Atom length = sizes.of(shape.dim(rows.rank()));
    b.sharedKernel(
        sizes.product(shape.dims()),
        () ->
            nest(
                rows.dims(),
                row -> {
                  Atom start = b.times(elements.flat(rows, new Position.Axes(row)), length);
                  Runnable within = () -> row(to, start, row, operand, pad, zero);
                  Runnable outside = () -> b.loop(length, i -> b.store(to, b.plus(start, i), zero));
                  Atom isWithin = isWithin(row, operand.shape(), pad);
                  if (isWithin.equals(Literal.TRUE)) {
                    within.run();
                  } else {
                    b.branch(isWithin, within, outside);
                  }
                }));
  }

  /** Whether there is more than zeros around the elements: some between them, or fewer elements. */
  private static boolean hasGaps(Pad pad) {
    return pad.low().isEmpty()
        || pad.interior().stream().anyMatch(i -> i != 0)
        || Stream.concat(pad.low().stream(), pad.high().stream())
            .anyMatch(d -> d.constant().orElse(-1) < 0);
  }

  /** Whether there are elements in a row of the result. */
  private Atom isWithin(List<Atom> row, Shape shape, Pad pad) {
    Atom within = Literal.TRUE;
    for (int axis = 0; axis < row.size(); axis++) {
      Atom low = sizes.of(pad.low().get(axis));
      Atom end = b.plus(low, sizes.of(shape.dim(axis)));
      within = b.and(within, b.not(b.less(row.get(axis), low)));
      within = b.and(within, b.less(row.get(axis), end));
    }
    return within;
  }

  /** A row of the result with elements in it, from the place {@code start} on. */
  private void row(Buffer to, Atom start, List<Atom> row, Value operand, Pad pad, Atom zero) {
    int last = row.size();
    Atom low = sizes.of(pad.low().get(last));
    Atom count = sizes.of(operand.shape().dim(last));
    List<Atom> from = new ArrayList<>();
    for (int axis = 0; axis < last; axis++) {
      from.add(b.minus(row.get(axis), sizes.of(pad.low().get(axis))));
    }
    b.loop(low, i -> b.store(to, b.plus(start, i), zero));
    Atom first = b.plus(start, low);
    b.loop(
        count,
        i -> {
          List<Atom> at = new ArrayList<>(from);
          at.add(i);
          b.store(to, b.plus(first, i), elements.at(operand, at));
        });
    Atom rest = b.plus(first, count);
    b.loop(sizes.of(pad.high().get(last)), i -> b.store(to, b.plus(rest, i), zero));
  }
}
