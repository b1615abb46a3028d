package org.tgraph.check;

import java.util.Optional;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.Ops;
import org.tgraph.source.Span;
import org.tgraph.syntax.BinaryOp;
import org.tgraph.type.DType;
import org.tgraph.type.TensorType;

/**
 * {@code x.shape == (2, 3)}: tuples are equal if they have as many parts and all of these are, as
 * in Python. What is known of the parts before the script runs is known of the tuples too.
 */
final class TupleComparison {
  private final Context c;
  private final Span at;
  private final Span whole;

  TupleComparison(Context c, Span at, Span whole) {
    this.c = c;
    this.at = at;
    this.whole = whole;
  }

  /** Whether it is one: what else is done with tuples has its own messages. */
  static boolean is(BinaryOp op, Val left, Val right) {
    return (op == BinaryOp.EQUAL || op == BinaryOp.NOT_EQUAL)
        && (left instanceof Val.Tuple || right instanceof Val.Tuple);
  }

  Val of(BinaryOp op, Operand left, Operand right) {
    Val equal = equal(left, right);
    if (op == BinaryOp.EQUAL) {
      return equal;
    }
    return equal instanceof Val.Flag f
        ? new Val.Flag(!f.value())
        : new Val.Tensor(c.emit(Ops.named("bitwise_invert"), value(equal)));
  }

  private Val equal(Operand left, Operand right) {
    if (!is(BinaryOp.EQUAL, left.val(), right.val())) {
      return part(left, right);
    }
    if (!(left.val() instanceof Val.Tuple a) || !(right.val() instanceof Val.Tuple b)) {
      throw different(left, right);
    }
    if (a.parts().size() != b.parts().size()) {
      return new Val.Flag(false);
    }
    Val all = new Val.Flag(true);
    for (int i = 0; i < a.parts().size(); i++) {
      Operand x = new Operand(a.parts().get(i), left.span());
      Operand y = new Operand(b.parts().get(i), right.span());
      all = and(all, equal(x, y));
    }
    return all;
  }

  private Reported different(Operand left, Operand right) {
    Operand other = left.val() instanceof Val.Tuple ? right : left;
    Diagnostic d =
        Diagnostic.error(
                Code.TG0413,
                at,
                "A tuple can be compared with a tuple only, but this is %s."
                    .formatted(c.tensors.describe(other.val())))
            .label(left.span(), "this is " + c.tensors.describe(left.val()))
            .label(right.span(), "this is " + c.tensors.describe(right.val()));
    String text = other.span().text();
    boolean isList = text.startsWith("[") && text.endsWith("]");
    String tuple = isList ? "(" + text.substring(1, text.length() - 1) + ")" : "(" + text + ",)";
    return c.fail(d.fixIf(isList || Tensors.isTensor(other.val()), other.span(), tuple));
  }

  private Val part(Operand left, Operand right) {
    Val equal = new Operators(c).apply(BinaryOp.EQUAL, left, right, at, whole);
    Optional<TensorType> type =
        equal instanceof Val.Tensor t ? Optional.of(t.type()) : Optional.empty();
    if (type.filter(t -> t.rank() > 0).isPresent()) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0413, at, "Tuples can be compared if their parts are single values.")
              .label(left.span(), "this has a part " + c.tensors.describe(left.val()))
              .label(right.span(), "this has a part " + c.tensors.describe(right.val()))
              .note("`array_equal(a, b)` compares tensors, of which a tuple may hold several."));
    }
    return equal;
  }

  private Val and(Val a, Val b) {
    if (a instanceof Val.Flag f) {
      return f.value() ? b : a;
    }
    if (b instanceof Val.Flag f) {
      return f.value() ? a : b;
    }
    c.at(whole);
    return new Val.Tensor(c.emit(Ops.named("bitwise_and"), value(a), value(b)));
  }

  private Value value(Val val) {
    c.at(whole);
    return c.tensors.cast(c.tensors.value(val, whole), DType.BOOL);
  }
}
