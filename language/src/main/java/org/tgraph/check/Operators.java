package org.tgraph.check;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.graph.Value;
import org.tgraph.op.Ops;
import org.tgraph.source.Span;
import org.tgraph.syntax.BinaryOp;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.UnaryOp;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Truth;

/** The operators: on bare numbers and sizes they are computed here, on tensors they are applied. */
public final class Operators {
  private final Context c;

  Operators(Context c) {
    this.c = c;
  }

  Val unary(Expr.Unary e, Scope scope) {
    Val operand = c.expressions.check(e.operand(), scope);
    if (operand.isPoison()) {
      return operand;
    }
    Optional<Val> folded = fold(e.op(), operand);
    if (folded.isPresent()) {
      return folded.get();
    }
    if (e.op() == UnaryOp.PLUS) {
      return operand;
    }
    String called = "`" + e.op().text() + "`";
    List<Operand> operands = List.of(new Operand(operand, e.operand().span()));
    return e.op() == UnaryOp.NOT
        ? new Elementwise(c)
            .apply(Ops.named("bitwise_invert"), Kind.BOOL, called, operands, e.opSpan(), e.span())
        : new Elementwise(c)
            .apply(Ops.named(e.op().function()), called, operands, e.opSpan(), e.span());
  }

  private static Optional<Val> fold(UnaryOp op, Val operand) {
    if (op == UnaryOp.NOT) {
      return operand instanceof Val.Flag f
          ? Optional.of(new Val.Flag(!f.value()))
          : Optional.empty();
    }
    if (op != UnaryOp.NEGATE) {
      return Optional.empty();
    }
    return switch (operand) {
      case Val.WeakInt i -> Optional.of(new Val.WeakInt(i.value().negate()));
      case Val.WeakFloat f -> Optional.of(new Val.WeakFloat(-f.value()));
      case Val.WeakComplex z -> Optional.of(new Val.WeakComplex(-z.re(), -z.im()));
      case Val.Known k -> Optional.of(new Val.Known(k.dim().times(-1)));
      default -> Optional.empty();
    };
  }

  Val binary(Expr.Binary e, Scope scope) {
    Val left = c.expressions.check(e.left(), scope);
    Val right = c.expressions.check(e.right(), scope);
    if (left.isPoison() || right.isPoison()) {
      return Val.POISON;
    }
    return apply(
        e.op(),
        new Operand(left, e.left().span()),
        new Operand(right, e.right().span()),
        e.opSpan(),
        e.span());
  }

  /** The operator on two values. */
  Val apply(BinaryOp op, Operand left, Operand right, Span at, Span whole) {
    Optional<Val> known = known(op, left.val(), right.val(), at);
    if (known.isPresent()) {
      return known.get();
    }
    if (TupleComparison.is(op, left.val(), right.val())) {
      return new TupleComparison(c, at, whole).of(op, left, right);
    }
    if (isText(left.val()) || isText(right.val())) {
      return c.texts.compare(op, left, right, at, whole);
    }
    if (op == BinaryOp.MATMUL) {
      return new Products(c).matmul(left, right, "`@`", at, whole);
    }
    if (op == BinaryOp.POWER && isSquare(left.val(), right.val())) {
      Value x = c.tensors.value(left.val(), left.span());
      c.at(whole);
      return new Val.Tensor(c.emit(Ops.named("multiply"), x, x));
    }
    String called = "`" + op.text() + "`";
    List<Operand> operands = List.of(left, right);
    return switch (op) {
      case AND, OR ->
          new Elementwise(c)
              .apply(
                  Ops.named(op == BinaryOp.AND ? "bitwise_and" : "bitwise_or"),
                  Kind.BOOL,
                  called,
                  operands,
                  at,
                  whole);
      case SHIFT_LEFT, SHIFT_RIGHT ->
          new Elementwise(c)
              .apply(
                  Ops.named(op == BinaryOp.SHIFT_LEFT ? "left_shift" : "right_shift"),
                  called,
                  operands,
                  at,
                  whole);
      default -> new Elementwise(c).apply(Ops.named(op.function()), called, operands, at, whole);
    };
  }

  private static boolean isSquare(Val base, Val power) {
    return base instanceof Val.Tensor t
        && switch (power) {
          case Val.WeakInt i ->
              i.value().equals(BigInteger.TWO) && t.type().element().isIn(Kind.NUMERIC);
          case Val.WeakFloat f -> f.value() == 2.0 && t.type().element().isIn(Kind.FLOATING);
          default -> false;
        };
  }

  private static boolean isText(Val val) {
    return val instanceof Val.Str || val instanceof Val.TextColumn;
  }

  // What needs no tensors

  private Optional<Val> known(BinaryOp op, Val left, Val right, Span at) {
    if (left instanceof Val.Weak a && right instanceof Val.Weak b) {
      return WeakArithmetic.apply(c, op, a, b, at);
    }
    if (left instanceof Val.Flag a && right instanceof Val.Flag b) {
      return switch (op) {
        case AND -> Optional.of(new Val.Flag(a.value() && b.value()));
        case OR -> Optional.of(new Val.Flag(a.value() || b.value()));
        default -> Optional.empty();
      };
    }
    if ((left instanceof Val.Nothing || right instanceof Val.Nothing)
        && (op == BinaryOp.EQUAL || op == BinaryOp.NOT_EQUAL)) {
      return Optional.of(new Val.Flag(left.equals(right) == (op == BinaryOp.EQUAL)));
    }
    if (left instanceof Val.Conversion a
        && right instanceof Val.Conversion b
        && (op == BinaryOp.EQUAL || op == BinaryOp.NOT_EQUAL)
        && a.element() instanceof DType
        && b.element() instanceof DType) {
      return Optional.of(new Val.Flag(a.element() == b.element() == (op == BinaryOp.EQUAL)));
    }
    Optional<Dim> a = size(left);
    Optional<Dim> b = size(right);
    return a.isPresent() && b.isPresent() ? sizes(op, a.get(), b.get(), at) : Optional.empty();
  }

  /** The size that a whole number is, if it is known. */
  public static Optional<Dim> size(Val val) {
    return switch (val) {
      case Val.Known k -> Optional.of(k.dim());
      case Val.WeakInt i when i.value().bitLength() < 64 ->
          Optional.of(Dim.of(i.value().longValue()));
      default -> Optional.empty();
    };
  }

  private Optional<Val> sizes(BinaryOp op, Dim a, Dim b, Span at) {
    return switch (op) {
      case ADD -> Optional.of(new Val.Known(a.plus(b)));
      case SUBTRACT -> Optional.of(new Val.Known(a.minus(b)));
      case MULTIPLY -> Optional.of(new Val.Known(a.times(b)));
      case FLOOR_DIVIDE, REMAINDER -> {
        if (b.is(0)) {
          throw WeakArithmetic.byZero(c, at);
        }
        yield Optional.of(
            new Val.Known(op == BinaryOp.REMAINDER ? a.remainder(b) : a.floorDivide(b)));
      }
      case EQUAL -> flag(Dim.isEqual(a, b));
      case NOT_EQUAL -> flag(not(Dim.isEqual(a, b)));
      case GREATER_EQUAL -> flag(a.minus(b).isAtLeast(0));
      case GREATER -> flag(a.minus(b).isAtLeast(1));
      case LESS_EQUAL -> flag(b.minus(a).isAtLeast(0));
      case LESS -> flag(b.minus(a).isAtLeast(1));
      default -> Optional.empty();
    };
  }

  private static Truth not(Truth truth) {
    return switch (truth) {
      case YES -> Truth.NO;
      case NO -> Truth.YES;
      case UNKNOWN -> Truth.UNKNOWN;
    };
  }

  private static Optional<Val> flag(Truth truth) {
    return truth == Truth.UNKNOWN
        ? Optional.empty()
        : Optional.of(new Val.Flag(truth == Truth.YES));
  }
}
