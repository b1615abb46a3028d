package org.tgraph.check;

import java.util.List;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.source.Span;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.ShapeProblem;

/** Says where in the script the operands are that do not fit an operation, and why. */
final class ShapeMessages {
  private ShapeMessages() {}

  static Diagnostic of(
      Context c,
      Op op,
      String called,
      ShapeProblem problem,
      List<Value> operands,
      List<Span> spans,
      Span at) {
    String name = Tensors.upper(called);
    Diagnostic diagnostic =
        switch (problem) {
          case ShapeProblem.DimsDiffer p -> {
            String[] sizes = c.names.pair(p.actual(), p.expected());
            Diagnostic d =
                Diagnostic.error(
                    Code.TG0301,
                    at,
                    "The sizes of %s must be equal, but `%s` is not `%s`."
                        .formatted(called, sizes[1], sizes[0]));
            if (p.operand() == p.otherOperand()) {
              d =
                  d.label(
                      spans.get(p.operand()),
                      "axis %d is `%s`, axis %d is `%s`"
                          .formatted(p.otherAxis(), sizes[1], p.axis(), sizes[0]));
            } else {
              d =
                  d.label(
                          spans.get(p.otherOperand()),
                          "axis %d is `%s`".formatted(p.otherAxis(), sizes[1]))
                      .label(
                          spans.get(p.operand()), "axis %d is `%s`".formatted(p.axis(), sizes[0]));
            }
            yield c.names.explain(d, p.expected(), p.actual());
          }
          case ShapeProblem.DimWrong p ->
              c.names.explain(
                  Diagnostic.error(
                          Code.TG0301,
                          at,
                          "%s needs size `%s`, but axis %d is `%s`."
                              .formatted(name, c.text(p.expected()), p.axis(), c.text(p.actual())))
                      .label(spans.get(p.operand()), type(c, operands, p.operand())),
                  p.actual(),
                  p.expected());
          case ShapeProblem.RankWrong p ->
              Diagnostic.error(
                      Code.TG0303,
                      at,
                      "%s needs %s, but this has %s."
                          .formatted(
                              name,
                              p.atLeast() ? "at least " + axes(p.expected()) : axes(p.expected()),
                              axes(p.actual())))
                  .label(spans.get(p.operand()), type(c, operands, p.operand()));
          case ShapeProblem.KindWrong p -> kind(c, name, p, operands, spans, at);
          case ShapeProblem.ElementsDiffer p -> {
            Diagnostic d =
                Diagnostic.error(
                        Code.TG0402,
                        at,
                        "%s needs `%s` here, but this is `%s`."
                            .formatted(name, p.expected(), p.actual()))
                    .label(spans.get(p.operand()), type(c, operands, p.operand()));
            yield p.otherOperand() < 0
                ? d
                : d.label(spans.get(p.otherOperand()), type(c, operands, p.otherOperand()));
          }
          case ShapeProblem.AxisOutOfRange p ->
              Diagnostic.error(
                      Code.TG0304,
                      at,
                      "There is no axis %d: this has %s.".formatted(p.axis(), axes(p.rank())))
                  .label(spans.get(p.operand()), type(c, operands, p.operand()));
          case ShapeProblem.AxisInPack p ->
              Diagnostic.error(
                      Code.TG0314,
                      at,
                      "%s would touch an axis that `%s` stands for."
                          .formatted(name, c.text(operands.get(p.operand()).shape().dim(p.axis()))))
                  .label(spans.get(p.operand()), type(c, operands, p.operand()));
          case ShapeProblem.Other p ->
              Diagnostic.error(Code.TG0308, at, p.message())
                  .label(spans.get(p.operand()), type(c, operands, p.operand()));
        };
    return diagnostic.note(called + " is `" + op.signature() + "`");
  }

  private static Diagnostic kind(
      Context c,
      String name,
      ShapeProblem.KindWrong p,
      List<Value> operands,
      List<Span> spans,
      Span at) {
    Span span = spans.get(p.operand());
    Element actual = p.actual();
    Diagnostic d =
        Diagnostic.error(
                Code.TG0401,
                at,
                "%s needs %s, but this is `%s`."
                    .formatted(name, Elementwise.words(p.expected()), actual))
            .label(span, type(c, operands, p.operand()));
    if (p.expected().holds(Kind.FLOAT) && (actual.isIn(Kind.INT) || actual.isIn(Kind.BOOL))) {
      String cast = "f64(" + span.text() + ")";
      d = d.fix(Fix.replace("write `" + cast + "`", span, cast));
    }
    return d;
  }

  static String axes(int count) {
    return count == 0 ? "no axes" : count == 1 ? "1 axis" : count + " axes";
  }

  private static String type(Context c, List<Value> operands, int operand) {
    return "this is `" + c.text(operands.get(operand).type()) + "`";
  }
}
