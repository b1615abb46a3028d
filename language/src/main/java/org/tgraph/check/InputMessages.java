package org.tgraph.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.data.DataNode;
import org.tgraph.data.DataProblem;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Span;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;
import org.tgraph.type.Type;

/** Says how what is in a file differs from what an {@code input} declares. */
record InputMessages(Context c, String path) {
  /** What is read, in backticks: the file, or a part of it. */
  private String what(List<String> at) {
    return at.isEmpty() ? "`" + path + "`" : "`" + String.join(".", at) + "`";
  }

  /**
   * @param record where the type with the missing field is written
   */
  Diagnostic missing(String name, Map<String, DataNode> inFile, List<String> at, Span record) {
    Span field = SourceText.fieldName(record, name);
    Diagnostic d =
        Diagnostic.error(Code.TG0703, field, "There is no `" + name + "` in " + what(at) + ".");
    Optional<String> near = Similar.to(name, inFile.keySet());
    if (near.isPresent()) {
      return d.fix(Fix.replace("write `" + near.get() + "`", field, near.get()));
    }
    return inFile.size() <= 12
        ? d.note("There are `" + String.join("`, `", inFile.keySet()) + "`.")
        : d;
  }

  /** What is in the file cannot be read as the type. */
  Diagnostic wrong(Type type, DataNode node, List<String> at, Span span) {
    String is =
        switch (node) {
          case DataNode.Numbers n -> "`" + new TensorType(n.dtype(), Shape.of(n.shape())) + "`";
          case DataNode.Text t ->
              "text, `" + new Type.Text(Shape.of(t.shape())).text(SizeVar::name) + "`";
          case DataNode.Fields f -> "a record of " + f.fields().size() + " fields";
        };
    Diagnostic d =
        Diagnostic.error(
            Code.TG0703,
            span,
            "%s is declared as `%s`, but in the file it is %s."
                .formatted(what(at), c.text(type), is));
    if (!(type instanceof TensorType t)) {
      return d;
    }
    return switch (node) {
      case DataNode.Numbers n -> element(d, t, n.dtype().toString(), span);
      case DataNode.Text n -> element(d, t, "str", span);
      case DataNode.Fields f -> d;
    };
  }

  /** A cell that cannot be read as the declared element type. */
  Diagnostic cell(DataProblem problem, DType inFile, DType declared, Span span) {
    Diagnostic d = Diagnostic.error(problem.code(), span, problem.message());
    return inFile.isFloat()
        ? element(
            d.note("A column with a decimal point or an empty cell holds floats."),
            TensorType.scalar(declared),
            inFile.toString(),
            span)
        : d;
  }

  /** Offers another element type, where it is written in the type. */
  private static Diagnostic element(Diagnostic d, TensorType type, String wanted, Span span) {
    String written = type.element().toString();
    if (!span.text().startsWith(written)) {
      return d;
    }
    Span name = span.source().span(span.start(), span.start() + written.length());
    String declared = wanted + span.text().substring(written.length());
    return d.fix(Fix.replace("declare `" + declared + "`", name, wanted));
  }

  /** The number of axes, or the size of one, is another in the file. */
  Diagnostic otherShape(Shape declared, long[] actual, List<String> at, Span span) {
    if (declared.rank() != actual.length) {
      Diagnostic d =
          Diagnostic.error(
              Code.TG0703,
              span,
              "%s is declared with %s, but in the file it has %s."
                  .formatted(
                      what(at),
                      ShapeMessages.axes(declared.rank()),
                      ShapeMessages.axes(actual.length)));
      return shape(d, Shape.of(actual), span);
    }
    Diagnostic d = null;
    Shape fitting = declared;
    for (int axis = 0; axis < actual.length; axis++) {
      Dim dim = c.known(declared.dim(axis));
      if (!dim.is(actual[axis]) && dim.constant().isPresent()) {
        fitting = fitting.with(axis, Dim.of(actual[axis]));
        d = d == null ? otherSize(declared.dim(axis), axis, actual[axis], at, span) : d;
      }
    }
    return d == null ? otherSize(declared.dim(0), 0, actual[0], at, span) : shape(d, fitting, span);
  }

  private Diagnostic otherSize(Dim declared, int axis, long actual, List<String> at, Span span) {
    return c.names.explain(
        Diagnostic.error(
            Code.TG0703,
            span,
            "Axis %d of %s is declared as `%s`, but in the file it is `%d`."
                .formatted(axis, what(at), c.text(declared), actual)),
        declared,
        Dim.of(actual));
  }

  /** Offers another shape, where one is written after the element type. */
  private Diagnostic shape(Diagnostic d, Shape shape, Span span) {
    int bracket = span.text().indexOf('[');
    String wanted = c.text(shape);
    String type = bracket < 0 ? "" : span.text().substring(0, bracket) + wanted;
    return bracket >= 0 && span.text().endsWith("]")
        ? d.fix(
            Fix.replace(
                "declare `" + type + "`",
                span.source().span(span.start() + bracket, span.end()),
                wanted))
        : d;
  }
}
