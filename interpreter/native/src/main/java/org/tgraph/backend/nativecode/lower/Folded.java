package org.tgraph.backend.nativecode.lower;

import java.util.List;
import java.util.function.Consumer;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Code;
import org.tgraph.backend.nativecode.loop.Literal;
import org.tgraph.backend.nativecode.loop.Pair;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.reduce.Max;
import org.tgraph.op.reduce.Min;
import org.tgraph.op.reduce.Prod;
import org.tgraph.op.reduce.Reduction;
import org.tgraph.op.reduce.Sum;
import org.tgraph.type.DType;

/**
 * One reduction: which elements are combined, in what, and how. Sums and products of single floats
 * are formed in double precision.
 *
 * @param to memory for the result
 */
record Folded(Equation equation, Buffer to) {
  static boolean has(Op op) {
    return op instanceof Sum || op instanceof Prod || op instanceof Max || op instanceof Min;
  }

  private Op op() {
    return equation.op();
  }

  List<Integer> axes() {
    return ((Reduction) op()).axes();
  }

  Value operand() {
    return equation.operands().get(0);
  }

  Code code() {
    return switch (op()) {
      case Sum s -> Code.ADD;
      case Prod p -> Code.MULTIPLY;
      case Max m -> Code.MAXIMUM;
      default -> Code.MINIMUM;
    };
  }

  private boolean isExtreme() {
    return op() instanceof Max || op() instanceof Min;
  }

  /** Of the elements, and of the result. */
  DType type() {
    return operand().type().dtype();
  }

  /** Of what is combined. */
  DType wide() {
    return isExtreme()
        ? type()
        : switch (type()) {
          case F32 -> DType.F64;
          case C64 -> DType.C128;
          default -> type();
        };
  }

  /** What it begins with. */
  Atom first() {
    DType type = wide();
    if (!isExtreme()) {
      Literal start = Literal.of(type.part(), op() instanceof Sum ? 0 : 1);
      return type.isComplex() ? new Pair(start, Literal.of(type.part(), 0)) : start;
    }
    boolean least = op() instanceof Max;
    if (type.isFloat()) {
      return Literal.of(type, least ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    }
    if (type.isUnsigned()) {
      return new Literal(type, least ? 0 : -1);
    }
    long most = Long.MAX_VALUE >> (64 - 8 * type.bytes());
    return new Literal(type, least ? -most - 1 : most);
  }

  /** In order, so that of zeros of both signs the first stays. */
  Atom combined(LoopBuilder b, Atom before, Atom element) {
    if (!isExtreme() || !element.type().isFloat()) {
      return b.let(code(), before, element);
    }
    Atom beyond = op() instanceof Max ? b.less(before, element) : b.less(element, before);
    Atom isNan = Pointwise.isNan(b, element);
    Atom first = b.and(isNan, b.not(Pointwise.isNan(b, before)));
    return b.select(b.or(beyond, first), element, before);
  }

  /** Combines an element with what there is, and of zeros of both signs keeps the first. */
  void add(LoopBuilder b, Accumulator sum, Atom element) {
    if (isExtreme()) {
      sum.write(combined(b, sum.read(), element));
    } else {
      sum.combine(code(), element);
    }
  }

  /**
   * Of zeros of both signs, which are equal, the first is the extreme, whereas the instruction
   * takes the positive one to be greater. So where a zero was found, it is looked for again: for
   * the least of the numbers of zeros, twice, and one more for that of a negative one.
   *
   * @param again does something at each position
   */
  void findFirstZero(
      LoopBuilder b, Elements elements, Accumulator extreme, Consumer<Consumer<Position>> again) {
    if (!isExtreme() || !type().isFloat()) {
      return;
    }
    Literal zero = Literal.of(type(), 0);
    b.when(
        b.equal(extreme.read(), zero),
        () -> {
          Accumulator least = new Accumulator(b, Literal.of(Long.MAX_VALUE));
          again.accept(position -> {
            Atom element = elements.at(operand(), position);
            Atom number = elements.flat(operand().shape(), position);
            Atom sign = b.let(Code.COPY_SIGN, Literal.of(type(), 1), element);
            Atom isNegative = b.convert(DType.I64, b.less(sign, zero));
            Atom twice = b.plus(b.plus(number, number), isNegative);
            Atom found = b.equal(element, zero);
            least.combine(Code.MINIMUM, b.select(found, twice, Literal.of(Long.MAX_VALUE)));
          });
          Atom isNegative = b.let(Code.AND, least.read(), Literal.of(1));
          Atom first = b.select(b.equal(isNegative, Literal.of(0)), zero, Literal.of(type(), -0.0));
          extreme.write(first);
        });
  }
}
