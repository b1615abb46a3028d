package org.tgraph.check;

import org.tgraph.check.Tensors.Operand;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.Ops;
import org.tgraph.source.Span;
import org.tgraph.syntax.BinaryOp;

/** What can be done with text: it is compared with a literal, and turned into codes. */
public final class Texts {
  private final Context c;

  Texts(Context c) {
    this.c = c;
  }

  Val compare(BinaryOp op, Operand left, Operand right, Span at, Span whole) {
    if (op != BinaryOp.EQUAL && op != BinaryOp.NOT_EQUAL) {
      throw c.fail(
          Diagnostic.error(Code.TG0401, at, "`" + op.text() + "` does not work on text.")
              .note("Text is compared with `==` and `!=`; `codes(column)` makes numbers of it."));
    }
    boolean negated = op == BinaryOp.NOT_EQUAL;
    if (left.val() instanceof Val.Str a && right.val() instanceof Val.Str b) {
      return new Val.Flag(a.text().equals(b.text()) != negated);
    }
    Operand column = left.val() instanceof Val.TextColumn ? left : right;
    Operand literal = column == left ? right : left;
    if (!(column.val() instanceof Val.TextColumn t) || !(literal.val() instanceof Val.Str s)) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0401, at, "Text is compared with a text in quotes, and nothing else.")
              .label(left.span(), "this is " + c.tensors.describe(left.val()))
              .label(right.span(), "this is " + c.tensors.describe(right.val())));
    }
    Value equal = c.inputs.equal(t.text(), s.text());
    c.at(whole);
    return new Val.Tensor(negated ? c.emit(Ops.named("bitwise_invert"), equal) : equal);
  }

  /** {@code codes(column)}. */
  public Val codes(CallSite call, String name) {
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
