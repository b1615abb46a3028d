package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.source.Span;
import org.tgraph.type.DType;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.Signature;

/** Applies an elementwise operation to operands of any shapes and types that go together. */
public final class Elementwise {
  private final Context c;

  public Elementwise(Context c) {
    this.c = c;
  }

  /**
   * @param called what to call the operation in a message: {@code `+`}, {@code `maximum`}
   * @param at where the operator or the name of the function is written
   * @param whole the whole expression
   */
  public Val apply(Op op, String called, List<Operand> operands, Span at, Span whole) {
    List<Signature.Slot> slots = op.signature().params();
    Kind kind = Kind.BOOL;
    for (Signature.Slot slot : slots) {
      kind = isFixed(slot) ? kind : Kind.named(slot.element());
    }
    return apply(op, kind, called, operands, at, whole);
  }

  /** As above, for operands of a narrower kind than the operation takes: {@code and} of bools. */
  public Val apply(Op op, Kind kind, String called, List<Operand> operands, Span at, Span whole) {
    List<Signature.Slot> slots = op.signature().params();
    Element element = element(called, slots, kind, operands, at);
    List<Value> values = new ArrayList<>();
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      Operand operand = operands.get(i);
      values.add(
          c.tensors.value(
              operand.val(), isFixed(slots.get(i)) ? DType.BOOL : element, operand.span()));
      spans.add(operand.span());
    }
    c.at(whole);
    List<Value> same = new Broadcasting(c).together(values, spans, called, at);
    return new Val.Tensor(c.apply(op, called, same, spans, whole).get(0));
  }

  private static boolean isFixed(Signature.Slot slot) {
    return slot.element().equals("bool");
  }

  /** The element type of the operands that are promoted together. */
  private Element element(
      String called, List<Signature.Slot> slots, Kind kind, List<Operand> operands, Span at) {
    List<Operand> together = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      if (!isFixed(slots.get(i))) {
        together.add(operands.get(i));
      } else if (!c.tensors.element(operands.get(i)).isIn(Kind.BOOL)) {
        throw wrongKind(called, operands, operands.get(i), at, Kind.BOOL);
      }
    }
    if (together.isEmpty()) {
      return DType.BOOL;
    }
    for (Operand operand : kind == Kind.BOOL ? together : List.<Operand>of()) {
      if (!c.tensors.element(operand).isIn(kind)) {
        throw wrongKind(called, operands, operand, at, kind);
      }
    }
    Element element = c.tensors.promote(called, together, at, kind);
    if (!element.isIn(kind)) {
      throw wrongKind(called, operands, c.tensors.misfit(together, kind), at, kind);
    }
    return element;
  }

  private Reported wrongKind(
      String called, List<Operand> operands, Operand wrong, Span at, Kind kind) {
    Element actual = c.tensors.element(wrong);
    Diagnostic diagnostic =
        Diagnostic.error(
                Code.TG0401,
                at,
                Tensors.upper(called) + " needs " + words(kind) + ", but this is `" + actual + "`.")
            .label(wrong.span(), "this is `" + c.text(wrong.val().type()) + "`");
    String text = wrong.span().text();
    if (called.equals("`/`") && actual.isIn(Kind.INT) && operands.size() == 2) {
      diagnostic =
          diagnostic
              .note("`/` divides floats; `//` divides whole numbers and rounds down.")
              .fix(Fix.replace("write `//` to round down", at, "//"))
              .fix(new Fix("divide as `f64`", replaced(strong(operands), "f64(%s)")));
    } else if (actual.isIn(Kind.INT) && kind.holds(Kind.FLOAT)) {
      diagnostic =
          diagnostic.fix(
              Fix.replace("write `f64(" + text + ")`", wrong.span(), "f64(" + text + ")"));
    } else if (kind == Kind.BOOL && actual.isIn(Kind.NUMERIC)) {
      List<Operand> numbers =
          operands.stream()
              .filter(o -> o == wrong || !called.equals("`where`"))
              .filter(o -> c.tensors.element(o).isIn(Kind.NUMERIC))
              .toList();
      List<Fix.Edit> edits = replaced(numbers, "(%s != 0)");
      String title =
          edits.stream()
              .map(Fix.Edit::replacement)
              .collect(Collectors.joining("` and `", "`", "`"));
      diagnostic = diagnostic.fix(new Fix("write " + title, edits));
    } else if (kind == Kind.BITS && called.equals("`^`")) {
      diagnostic =
          diagnostic
              .note("`^` is the exclusive or of bits, `**` is the power.")
              .fix(Fix.replace("write `**`", at, "**"));
    } else if (actual.isIn(Kind.BOOL) && kind.holds(Kind.FLOAT)) {
      diagnostic =
          diagnostic.fix(
              Fix.replace("write `f64(" + text + ")`", wrong.span(), "f64(" + text + ")"));
    }
    return c.fail(diagnostic);
  }

  private static List<Operand> strong(List<Operand> operands) {
    return operands.stream()
        .filter(o -> Tensors.weakness(o.val()) == Tensors.Weakness.STRONG)
        .toList();
  }

  private static List<Fix.Edit> replaced(List<Operand> operands, String format) {
    return operands.stream()
        .map(o -> new Fix.Edit(o.span(), format.formatted(o.span().text())))
        .toList();
  }

  static String words(Kind kind) {
    return switch (kind) {
      case BOOL -> "`bool`";
      case INT -> "whole numbers";
      case FLOAT -> "floats";
      case COMPLEX -> "complex numbers";
      case REAL -> "real numbers";
      case FLOATING -> "floats";
      case NUMERIC -> "numbers";
      case BITS -> "whole numbers or `bool`";
      case ANY -> "a tensor";
    };
  }
}
