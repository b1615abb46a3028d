package org.tgraph.check;

import java.util.Set;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Value;
import org.tgraph.op.Ops;
import org.tgraph.source.Span;
import org.tgraph.syntax.BinaryOp;
import org.tgraph.type.Kind;

/** What can be done with text: it is compared with a literal, and turned into codes. */
public final class Texts {
  /** How other languages and files write that a number is missing. */
  private static final Set<String> MISSING = Set.of("NA", "NaN", "nan", "", "null", "None");

  private final Context c;

  Texts(Context c) {
    this.c = c;
  }

  Val compare(BinaryOp op, Operand left, Operand right, Span at, Span whole) {
    if (op != BinaryOp.EQUAL && op != BinaryOp.NOT_EQUAL) {
      throw c.fail(
          Diagnostic.error(Code.TG0401, at, "`" + op.text() + "` does not work on text.")
              .label(left.span(), "this is " + c.tensors.describe(left.val()))
              .label(right.span(), "this is " + c.tensors.describe(right.val()))
              .note("Text is compared with `==` and `!=`; `codes(column)` makes numbers of it."));
    }
    boolean negated = op == BinaryOp.NOT_EQUAL;
    if (left.val() instanceof Val.Str a && right.val() instanceof Val.Str b) {
      return new Val.Flag(a.text().equals(b.text()) != negated);
    }
    Operand column = left.val() instanceof Val.TextColumn ? left : right;
    Operand literal = column == left ? right : left;
    if (!(column.val() instanceof Val.TextColumn t) || !(literal.val() instanceof Val.Str s)) {
      throw notComparable(column, literal, left, right, negated, at, whole);
    }
    Value equal = c.inputs.equal(t.text(), s.text());
    c.at(whole);
    return new Val.Tensor(negated ? c.emit(Ops.named("bitwise_invert"), equal) : equal);
  }

  private Reported notComparable(
      Operand column,
      Operand literal,
      Operand left,
      Operand right,
      boolean negated,
      Span at,
      Span whole) {
    Diagnostic d =
        Diagnostic.error(
                Code.TG0401, at, "Only a column of text can be compared with a text in quotes.")
            .label(left.span(), "this is " + c.tensors.describe(left.val()))
            .label(right.span(), "this is " + c.tensors.describe(right.val()));
    Operand text = left.val() instanceof Val.Str ? left : right;
    Operand other = text == left ? right : left;
    if (text.val() instanceof Val.Str s && MISSING.contains(s.text()) && isFloat(other.val())) {
      String wanted = (negated ? "not " : "") + "isnan(" + other.span().text() + ")";
      d =
          d.note("Among floats, what is missing is `nan`, which is not equal to itself.")
              .fix(Fix.replace("write `" + wanted + "`", whole, wanted));
    }
    if (column.val() instanceof Val.TextColumn && literal.val() instanceof Val.Weak) {
      String wanted = "\"" + literal.span().text() + "\"";
      d = d.fix(Fix.replace("write `" + wanted + "`", literal.span(), wanted));
    }
    return c.fail(d);
  }

  private static boolean isFloat(Val val) {
    return Tensors.isTensor(val) && Expressions.tensorType(val).element().isIn(Kind.FLOAT);
  }

  /** {@code codes(column)}. */
  public Val codes(CallEquations call, String name) {
    if (call.val(name) instanceof Val.TextColumn t) {
      return new Val.Tensor(c.inputs.codes(t.text()));
    }
    throw c.fail(
        Diagnostic.error(
                Code.TG0413, call.span(name), "`codes` needs a column of text from a file.")
            .at("this is " + c.tensors.describe(call.val(name)))
            .note(call.builtin().doc()));
  }
}
