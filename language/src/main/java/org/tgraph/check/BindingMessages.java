package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Span;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;
import org.tgraph.type.Type;

/** What is said of an argument that does not fit its parameter. */
record BindingMessages(Context c) {
  /** {@code `p` of `apply`} with a field: {@code `p.b` of `apply`}. */
  static String part(String what, String field) {
    int end = what.indexOf('`', 1);
    return what.startsWith("`") && end > 0
        ? what.substring(0, end) + "." + field + what.substring(end)
        : "`" + field + "` of " + what;
  }

  /** A record may have more fields than it needs; one that is misspelt is missing. */
  Optional<Diagnostic> missingField(Type.Record pattern, Val.Record r, Span at, String what) {
    List<String> missing = new ArrayList<>(pattern.fields().keySet());
    missing.removeAll(r.fields().keySet());
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    Diagnostic d =
        Diagnostic.error(
                Code.TG0413,
                at,
                "%s needs a field `%s`.".formatted(Tensors.upper(what), missing.get(0)))
            .at("this is `" + c.text(r.type()) + "`");
    List<String> others = new ArrayList<>(r.fields().keySet());
    others.removeAll(pattern.fields().keySet());
    Optional<String> near = Similar.to(missing.get(0), others);
    if (near.isPresent()) {
      Span name = SourceText.fieldName(at, near.get());
      boolean isWritten = name.text().equals(near.get());
      d = isWritten ? d.fixIf(true, name, missing.get(0)) : d;
    }
    return Optional.of(d);
  }

  /** The diagnostic with this fix before its others. */
  static Diagnostic first(Diagnostic d, Fix fix) {
    List<Fix> fixes = new ArrayList<>(List.of(fix));
    fixes.addAll(d.fixes());
    return new Diagnostic(
        d.code(), d.severity(), d.span(), d.message(), d.text(), d.labels(), d.notes(), fixes);
  }

  /** {@code T} cannot be this element type. */
  Diagnostic otherKind(Element.Variable variable, Element actual, Span at, String what) {
    return Diagnostic.error(
            Code.TG0401,
            at,
            "%s takes %s, but this is `%s`."
                .formatted(Tensors.upper(what), Elementwise.words(variable.kind()), actual))
        .note("`" + variable.name() + "` is any type of the kind `" + variable.kind() + "`.");
  }

  /** The element type is another, for which there is a cast. */
  Diagnostic otherElement(TensorType expected, Type actual, Span at, String what) {
    return Diagnostic.error(
            Code.TG0413,
            at,
            "%s is `%s`, but this is `%s`."
                .formatted(Tensors.upper(what), c.text(expected), c.text(actual)))
        .fixIf(true, at, expected.element() + "(" + at.text() + ")");
  }

  /**
   * The size of an axis is another.
   *
   * @param pattern the size as the parameter's type has it
   * @param expected what that is in this call
   */
  Diagnostic otherSize(Dim pattern, Dim expected, Dim actual, int axis, Span at, String what) {
    String[] texts = c.names.pair(expected, actual);
    String[] names = c.names.pair(pattern, expected);
    String shown =
        pattern.equals(expected)
            ? "`" + texts[0] + "`"
            : "`" + names[0] + "`, which is `" + names[1] + "` in this call";
    return Diagnostic.error(
            Code.TG0301,
            at,
            "Axis %d of %s is %s, but this has `%s`.".formatted(axis, what, shown, texts[1]))
        .at("axis " + axis + " is `" + texts[1] + "`");
  }

  /** A pack stands for other axes than it did before. */
  Diagnostic otherPack(SizeVar pack, List<Dim> before, Shape run, Span at, String what) {
    return Diagnostic.error(
        Code.TG0301,
        at,
        "`..%s` stands for the axes `%s`, but in %s they are `%s`."
            .formatted(pack.name(), c.text(new Shape(before)), what, c.text(run)));
  }

  /** What has the shape that is asked for. */
  static String owner(String what) {
    if (what.startsWith("the result")) {
      return "What is asked for";
    }
    boolean isPart = what.startsWith("the ");
    return !isPart ? "The parameter" : what.startsWith("the site") ? "The site" : "What is needed";
  }

  /**
   * The number of axes is wrong.
   *
   * @param needed how many there should be, in words
   */
  Diagnostic rank(String needed, Shape actual, Span at, String what) {
    boolean isResult = what.startsWith("the result");
    return Diagnostic.error(
            Code.TG0303,
            at,
            "%s has %s, but this has %s."
                .formatted(Tensors.upper(what), needed, ShapeMessages.axes(actual.rank())))
        .at((isResult ? "it gives shape `" : "this has shape `") + c.text(actual) + "`");
  }

  /** A size would be negative, or could be. */
  Diagnostic tooShort(
      Dim pattern, SizeVar var, Dim actual, int axis, Span at, String what, boolean surely) {
    Diagnostic d =
        Diagnostic.error(
                Code.TG0307,
                at,
                "Axis %d of %s is `%s`, but this %s `%s`, so that `%s` %s negative."
                    .formatted(
                        axis,
                        what,
                        c.text(pattern),
                        surely ? "is" : "could be too short: it is",
                        c.text(actual),
                        var.name(),
                        surely ? "would be" : "could be"))
            .at("axis " + axis + " is `" + c.text(actual) + "`");
    if (surely) {
      return d;
    }
    d = d.note("Sizes are 0 or more.");
    var least = pattern.minus(Dim.of(var)).constant();
    if (actual.variable().isPresent() && least.isPresent()) {
      String longer = c.text(actual.plus(least.getAsLong()));
      d =
          new SizeFixes(c)
              .declared(
                  d, actual.variable().get(), longer, "if there are always enough, write `%s`");
    }
    return d;
  }
}
