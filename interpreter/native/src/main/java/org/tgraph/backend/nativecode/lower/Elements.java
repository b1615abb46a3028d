package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.create.Constant;
import org.tgraph.op.create.Iota;
import org.tgraph.op.create.SizeOf;
import org.tgraph.op.index.Gather;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Coerce;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Pad;
import org.tgraph.op.layout.Require;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.layout.Slice;
import org.tgraph.op.layout.Transpose;
import org.tgraph.op.pointwise.Divide;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/** Writes the code for single elements of values: a load, or what computes the element. */
final class Elements {
  private final LoopBuilder b;
  private final SizeCode sizes;
  private final Map<Value, Buffer> buffers;
  private final Map<Value, Equation> definitions;
  private final Map<Value, Boolean> flat = new IdentityHashMap<>();
  private final Map<Value, Boolean> ends = new IdentityHashMap<>();

  /**
   * @param buffers of the values that are kept, as far as they are written
   * @param definitions of the other values
   */
  Elements(
      LoopBuilder b, SizeCode sizes, Map<Value, Buffer> buffers, Map<Value, Equation> definitions) {
    this.b = b;
    this.sizes = sizes;
    this.buffers = buffers;
    this.definitions = definitions;
  }

  /** The element at a position, whose indices are in the range of the value's shape. */
  Atom at(Value value, Position position) {
    Buffer buffer = buffers.get(value);
    if (buffer != null) {
      return b.load(buffer, flat(value.shape(), position));
    }
    return b.remembered(
        List.of(new Same(value), position), () -> compute(definitions.get(value), position));
  }

  /** A value, compared by identity, which its own class does too, and said so. */
  private record Same(Value value) {}

  Atom at(Value value, List<Atom> indices) {
    return at(value, new Position.Axes(indices));
  }

  /** An element of an equation's result, though that may be kept. */
  Atom compute(Equation equation, Position position) {
    Op op = equation.op();
    List<Value> in = equation.operands();
    Shape shape = equation.result().shape();
    return switch (op) {
      case Constant c -> Literal.of(c.value(), 0);
      case Iota i -> b.convert(i.type(), axes(shape, position).get(0));
      case SizeOf s -> sizes.of(s.size());
      case Coerce c -> at(in.get(0), position);
      case Require r -> at(in.get(0), position);
      case Broadcast c -> at(in.get(0), source(c, in.get(0), position));
      case Reshape r -> at(in.get(0), source(in.get(0), shape, position));
      case Transpose t -> at(in.get(0), source(t, axes(shape, position)));
      case Slice s -> at(in.get(0), source(s, axes(shape, position)));
      case Gather g -> at(in.get(0), source(g, equation, axes(shape, position)));
      case Concat c -> joined(c, in, axes(shape, position));
      case Pad p -> padded(p, in.get(0), axes(shape, position));
      default -> {
        List<Atom> operands = new ArrayList<>();
        in.forEach(v -> operands.add(at(v, position)));
        if (op instanceof Divide && Quotient.isEven(equation, definitions.get(in.get(1)))) {
          yield Quotient.of(b, operands.get(0), operands.get(1));
        }
        yield Pointwise.rule(op).orElseThrow().apply(b, op, operands);
      }
    };
  }

  private Position source(Broadcast broadcast, Value x, Position position) {
    if (x.shape().isSingle()) {
      return new Position.Flat(Literal.of(0));
    }
    List<Atom> indices = axes(broadcast.shape(), position);
    List<Atom> from = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) {
      boolean repeated = x.shape().dim(axis).is(1);
      from.add(repeated ? Literal.of(0) : indices.get(broadcast.axes().get(axis)));
    }
    return new Position.Axes(from);
  }

  /** Axes of size 1 come and go without arithmetic; otherwise the position is made flat. */
  private Position source(Value x, Shape shape, Position position) {
    if (position instanceof Position.Axes axes
        && withoutOnes(x.shape()).equals(withoutOnes(shape))) {
      List<Atom> others = new ArrayList<>();
      for (int axis = 0; axis < shape.rank(); axis++) {
        if (!shape.dim(axis).is(1)) {
          others.add(axes.indices().get(axis));
        }
      }
      List<Atom> from = new ArrayList<>();
      for (Dim dim : x.shape().dims()) {
        from.add(dim.is(1) ? Literal.of(0) : others.remove(0));
      }
      return new Position.Axes(from);
    }
    return new Position.Flat(flat(shape, position));
  }

  private static List<Dim> withoutOnes(Shape shape) {
    return shape.dims().stream().filter(d -> !d.is(1)).toList();
  }

  /** An element of the operand that the index on the axis falls into. */
  private Atom joined(Concat concat, List<Value> parts, List<Atom> indices) {
    Value part = parts.get(0);
    if (parts.size() == 1) {
      return at(part, indices);
    }
    Atom index = indices.get(concat.axis());
    Atom length = sizes.of(part.shape().dim(concat.axis()));
    List<Atom> behind = new ArrayList<>(indices);
    behind.set(concat.axis(), b.minus(index, length));
    return b.choose(
        b.less(index, length),
        () -> at(part, indices),
        () -> joined(concat, parts.subList(1, parts.size()), behind));
  }

  /** An element of the operand, or a zero around it. */
  private Atom padded(Pad pad, Value x, List<Atom> indices) {
    Atom within = Literal.TRUE;
    List<Atom> from = new ArrayList<>();
    for (int axis = 0; axis < indices.size(); axis++) {
      Atom index = b.minus(indices.get(axis), sizes.of(pad.low().get(axis)));
      within = b.and(within, b.not(b.less(index, Literal.of(0))));
      within = b.and(within, b.less(index, sizes.of(x.shape().dim(axis))));
      from.add(index);
    }
    return b.choose(within, () -> at(x, from), () -> Loops.zero(x.type().dtype()));
  }

  private static Position source(Transpose transpose, List<Atom> indices) {
    Atom[] from = new Atom[indices.size()];
    for (int axis = 0; axis < from.length; axis++) {
      from[transpose.axes().get(axis)] = indices.get(axis);
    }
    return new Position.Axes(List.of(from));
  }

  private Position source(Slice slice, List<Atom> indices) {
    List<Atom> from = new ArrayList<>();
    for (int axis = 0; axis < indices.size(); axis++) {
      Atom step = Literal.of(slice.steps().get(axis));
      from.add(b.plus(sizes.of(slice.starts().get(axis)), b.times(indices.get(axis), step)));
    }
    return new Position.Axes(from);
  }

  private Position source(Gather gather, Equation equation, List<Atom> indices) {
    Shape table = equation.operands().get(0).shape();
    int rank = equation.operands().get(1).rank();
    List<Atom> from = new ArrayList<>(indices.subList(0, gather.batch()));
    for (int k = 0; k < gather.count(); k++) {
      Atom index = at(equation.operands().get(1 + k), indices.subList(0, rank));
      from.add(fromStart(index, table.dim(gather.batch() + k)));
    }
    from.addAll(indices.subList(rank, indices.size()));
    return new Position.Axes(from);
  }

  /** An index as a position, where one below 0 counts from the end. */
  Atom fromStart(Atom index, Dim size) {
    Atom whole = b.convert(DType.I64, index);
    if (index.type().isUnsigned()) {
      return whole;
    }
    Atom fromEnd = b.plus(whole, sizes.of(size));
    return b.select(b.less(whole, Literal.of(0)), fromEnd, whole);
  }

  /** The number of an element in row-major order. */
  Atom flat(Shape shape, Position position) {
    return switch (position) {
      case Position.Flat f -> f.index();
      case Position.Axes axes -> {
        Atom index = Literal.of(0);
        for (int axis = 0; axis < shape.rank(); axis++) {
          index = b.times(index, sizes.of(shape.dim(axis)));
          index = b.plus(index, axes.indices().get(axis));
        }
        yield index;
      }
    };
  }

  /** The index on each axis; where only the number of the element is known, by division. */
  List<Atom> axes(Shape shape, Position position) {
    return switch (position) {
      case Position.Axes axes -> axes.indices();
      case Position.Flat flat -> {
        Atom[] indices = new Atom[shape.rank()];
        Atom rest = flat.index();
        for (int axis = shape.rank() - 1; axis > 0; axis--) {
          Atom size = b.let(Code.MAXIMUM, sizes.of(shape.dim(axis)), Literal.of(1));
          Atom quotient = b.let(Code.UNSIGNED_QUOTIENT, rest, size);
          indices[axis] = b.minus(rest, b.times(quotient, size));
          rest = quotient;
        }
        if (indices.length > 0) {
          indices[0] = rest;
        }
        yield List.of(indices);
      }
    };
  }

  /** Whether elements can be computed from their number alone, without division. */
  boolean isFlat(Value value) {
    if (buffers.containsKey(value) || value.rank() <= 1) {
      return true;
    }
    Boolean known = flat.get(value);
    if (known == null) {
      known = isFlat(definitions.get(value));
      flat.put(value, known);
    }
    return known;
  }

  /**
   * Whether what is computed on the way to a value's elements depends on where they are: whether
   * loops over them may have an inner part in which it does not.
   */
  boolean hasEnds(Value value) {
    if (buffers.containsKey(value)) {
      return false;
    }
    Boolean known = ends.get(value);
    if (known == null) {
      known = hasEnds(definitions.get(value));
      ends.put(value, known);
    }
    return known;
  }

  boolean hasEnds(Equation equation) {
    return switch (equation.op()) {
      case Iota i -> true;
      case Concat c -> true;
      case Pad p -> true;
      default -> equation.operands().stream().anyMatch(this::hasEnds);
    };
  }

  boolean isFlat(Equation equation) {
    if (equation.result().rank() <= 1) {
      return true;
    }
    return switch (equation.op()) {
      case Constant c -> true;
      case Broadcast c -> equation.operands().get(0).shape().isSingle();
      case Transpose t -> false;
      case Slice s -> false;
      case Gather g -> false;
      case Concat c -> false;
      case Pad p -> false;
      case Require r -> isFlat(equation.operands().get(0));
      default -> equation.operands().stream().allMatch(this::isFlat);
    };
  }
}
