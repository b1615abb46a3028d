package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Pair;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.reduce.Max;
import org.tgraph.op.reduce.Min;
import org.tgraph.op.reduce.Prod;
import org.tgraph.op.reduce.Reduction;
import org.tgraph.op.reduce.Sum;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/**
 * Reductions, of whatever is computed on the way. Sums and products of single floats are formed in
 * double precision. Where the last axis stays, rows are added up, so that memory is read in order.
 */
final class Reductions {
  /** About how many elements are added up before the sums of such blocks are. */
  private static final long BLOCK = 1 << 14;

  private final LoopBuilder b;
  private final SizeCode sizes;
  private final Elements elements;
  private final Loops loops;
  private final Block block;

  Reductions(LoopBuilder b, SizeCode sizes, Elements elements, Loops loops, Block block) {
    this.b = b;
    this.sizes = sizes;
    this.elements = elements;
    this.loops = loops;
    this.block = block;
  }

  static boolean has(Op op) {
    return op instanceof Sum || op instanceof Prod || op instanceof Max || op instanceof Min;
  }

  private static Code code(Op op) {
    return switch (op) {
      case Sum s -> Code.ADD;
      case Prod p -> Code.MULTIPLY;
      case Max m -> Code.MAXIMUM;
      default -> Code.MINIMUM;
    };
  }

  private static DType accumulator(Op op, DType type) {
    boolean isWide = op instanceof Sum || op instanceof Prod;
    return isWide && type == DType.F32
        ? DType.F64
        : isWide && type == DType.C64 ? DType.C128 : type;
  }

  /** What a reduction begins with. */
  private static Atom first(Op op, DType type) {
    if (op instanceof Sum || op instanceof Prod) {
      Literal start = Literal.of(type.part(), op instanceof Sum ? 0 : 1);
      return type.isComplex() ? new Pair(start, Literal.of(type.part(), 0)) : start;
    }
    boolean least = op instanceof Max;
    if (type.isFloat()) {
      return Literal.of(type, least ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }
    if (type.isUnsigned()) {
      return new Literal(type, least ? 0 : -1);
    }
    long most = Long.MAX_VALUE >> (64 - 8 * type.bytes());
    return new Literal(type, least ? -most - 1 : most);
  }

  /**
   * Whether it is known to have at most {@link #BLOCK} elements; their number may not fit 64 bits.
   */
  private static boolean isSmall(Shape shape) {
    long count = 1;
    for (Dim dim : shape.dims()) {
      OptionalLong size = dim.constant();
      if (size.isEmpty() || size.getAsLong() > BLOCK) {
        return false;
      }
      count *= size.getAsLong();
      if (count > BLOCK) {
        return false;
      }
    }
    return true;
  }

  void lower(Buffer to, Equation equation) {
    Reduction reduction = (Reduction) equation.op();
    Value x = equation.operands().get(0);
    List<Integer> axes = reduction.axes();
    int first = axes.isEmpty() ? x.rank() : axes.get(0);
    boolean isTrailing = first + axes.size() == x.rank();
    if (axes.size() == x.rank() && isSum(equation.op()) && !isSmall(x.shape())) {
      whole(to, equation);
    } else if (isTrailing) {
      rows(to, equation, first);
    } else {
      columns(to, equation);
    }
  }

  /** All axes from {@code first} on become one number. */
  private void rows(Buffer to, Equation equation, int first) {
    Op op = equation.op();
    Value x = equation.operands().get(0);
    DType type = x.type().dtype();
    DType wide = accumulator(op, type);
    List<Dim> outer = x.shape().slice(0, first).dims();
    List<Dim> inner = x.shape().slice(first, x.rank()).dims();
    boolean isFlat = elements.isFlat(x) && x.rank() > 1;
    List<Atom> counts = sizes.of(isFlat ? outer : x.shape().dims());
    Optional<Interior> interior =
        loops.interior(!isFlat && elements.hasEnds(x), counts, all -> elements.at(x, all));
    b.sharedKernel(
        sizes.product(x.shape().dims()),
        () ->
            loops.nest(
                outer,
                kept -> {
                  Accumulator sum = new Accumulator(b, first(op, wide));
                  Atom row = elements.flat(equation.result().shape(), new Position.Axes(kept));
                  forEach(x, interior, kept, row, inner, at -> combine(op, sum, wide, x, at));
                  if (isExtreme(op) && type.isFloat()) {
                    firstZero(sum, x, at -> forEach(x, interior, kept, row, inner, at));
                  }
                  b.store(to, row, b.convert(type, sum.read()));
                }));
  }

  private static boolean isSum(Op op) {
    return op instanceof Sum || op instanceof Prod;
  }

  /**
   * All elements become one number: first those of each block, which several threads may do, then
   * what the blocks have given. Their lengths depend on the sizes alone, and so the result.
   */
  private void whole(Buffer to, Equation equation) {
    Op op = equation.op();
    Value x = equation.operands().get(0);
    DType type = x.type().dtype();
    DType wide = accumulator(op, type);
    boolean isFlat = elements.isFlat(x) || x.rank() == 0;
    List<Dim> inner = isFlat ? List.of() : x.shape().slice(1, x.rank()).dims();
    Atom count = isFlat ? sizes.product(x.shape().dims()) : sizes.of(x.shape().dim(0));
    Atom each = b.let(Code.MAXIMUM, sizes.product(inner), Literal.of(1));
    Atom length = b.plus(Division.quotient(b, Literal.of(BLOCK), each), Literal.of(1));
    Atom more = b.minus(b.plus(count, length), Literal.of(1));
    Atom blocks = Division.quotient(b, more, length);
    Buffer sums = block.scratch(wide, List.of(blocks), equation);
    List<Atom> counts = isFlat ? List.of(count) : sizes.of(x.shape().dims());
    Function<List<Atom>, Position> position =
        all -> isFlat ? new Position.Flat(all.get(0)) : new Position.Axes(all);
    Optional<Interior> interior =
        loops.interior(elements.hasEnds(x), counts, all -> elements.at(x, position.apply(all)));
    b.sharedKernel(
        sizes.product(x.shape().dims()),
        () ->
            b.loop(
                blocks,
                number -> {
                  Accumulator sum = new Accumulator(b, first(op, wide));
                  Atom start = b.times(number, length);
                  Atom end = b.plus(start, b.let(Code.MINIMUM, length, b.minus(count, start)));
                  loops.nest(
                      interior,
                      start,
                      end,
                      counts,
                      all -> combine(op, sum, wide, x, position.apply(all)));
                  b.store(sums, number, sum.read());
                }));
    b.kernel(() -> {
      Accumulator sum = new Accumulator(b, first(op, wide));
      b.loop(blocks, number -> sum.combine(code(op), b.load(sums, number)));
      b.store(to, Literal.of(0), b.convert(type, sum.read()));
    });
    b.add(new Statement.Release(sums));
  }

  /** All positions of one row, in order. */
  private void forEach(
      Value x,
      Optional<Interior> interior,
      List<Atom> kept,
      Atom row,
      List<Dim> inner,
      Consumer<Position> body) {
    if (elements.isFlat(x) && interior.isEmpty()) {
      Atom length = sizes.product(inner);
      Atom start = b.times(row, length);
      b.loop(length, i -> body.accept(new Position.Flat(b.plus(start, i))));
    } else {
      loops.nest(interior, kept, sizes.of(inner), all -> body.accept(new Position.Axes(all)));
    }
  }

  private static boolean isExtreme(Op op) {
    return op instanceof Max || op instanceof Min;
  }

  /**
   * Of zeros of both signs, which are equal, the first is the extreme, whereas the instruction
   * takes the positive one to be greater. So where a zero was found, it is looked for again.
   */
  private void firstZero(Accumulator extreme, Value x, Consumer<Consumer<Position>> row) {
    Literal zero = Literal.of(x.type().dtype(), 0);
    b.branch(
        b.equal(extreme.read(), zero),
        () -> {
          Cell searching = b.cell(Literal.TRUE);
          row.accept(position -> {
            Atom element = elements.at(x, position);
            Atom found = b.and(b.read(searching), b.equal(element, zero));
            extreme.write(b.select(found, element, extreme.read()));
            b.add(new Statement.Write(searching, b.and(b.read(searching), b.not(found))));
          });
        },
        () -> {});
  }

  /** In order, so that of zeros of both signs the first stays. */
  private Atom combined(Op op, Atom before, Atom element) {
    if (!isExtreme(op) || !element.type().isFloat()) {
      return b.let(code(op), before, element);
    }
    Atom beyond = op instanceof Max ? b.less(before, element) : b.less(element, before);
    Atom isNan = Pointwise.isNan(b, element);
    Atom first = b.and(isNan, b.not(Pointwise.isNan(b, before)));
    return b.select(b.or(beyond, first), element, before);
  }

  private void combine(Op op, Accumulator sum, DType wide, Value x, Position position) {
    sum.combine(code(op), b.convert(wide, elements.at(x, position)));
  }

  /**
   * In the order of the operand's elements, so that the innermost loop is over an axis that stays.
   */
  private void columns(Buffer to, Equation equation) {
    Op op = equation.op();
    Value x = equation.operands().get(0);
    Value result = equation.result();
    DType type = x.type().dtype();
    DType wide = accumulator(op, type);
    Buffer sums = wide == type ? to : block.scratch(wide, result.shape(), equation);
    List<Integer> axes = ((Reduction) op).axes();
    loops.fill(sums, result.shape(), first(op, wide));
    List<Atom> counts = sizes.of(x.shape().dims());
    Optional<Interior> interior =
        loops.interior(elements.hasEnds(x), counts, all -> elements.at(x, all));
    b.kernel(() ->
        loops.nest(
            interior,
            List.of(),
            counts,
            indices -> {
              List<Atom> kept = new ArrayList<>();
              for (int axis = 0; axis < indices.size(); axis++) {
                if (!axes.contains(axis)) {
                  kept.add(indices.get(axis));
                }
              }
              Atom at = elements.flat(result.shape(), new Position.Axes(kept));
              Atom element = b.convert(wide, elements.at(x, indices));
              b.store(sums, at, combined(op, b.loadNow(sums, at), element));
            }));
    if (sums != to) {
      b.kernel(() ->
          b.loop(
              sizes.product(result.shape().dims()),
              i -> b.store(to, i, b.convert(type, b.load(sums, i)))));
      b.add(new Statement.Release(sums));
    }
  }
}
