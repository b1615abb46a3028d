package org.tgraph.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.diagnostic.Label;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;
import org.tgraph.type.Truth;
import org.tgraph.type.Type;

/**
 * What the names in a signature stand for in one call: sizes, packs and element types, found from
 * the arguments, and for each size the argument that decided it.
 */
final class Binding {
  /** A size in a parameter's type that could not be compared yet. */
  private record Deferred(Dim pattern, Dim actual, int axis, Operand operand, String what) {}

  private final Context c;
  private final Set<SizeVar> vars;
  private final Set<Element.Variable> kinds;
  private final Map<SizeVar, Dim> sizes = new HashMap<>();
  private final Map<SizeVar, List<Dim>> packs = new HashMap<>();
  private final Map<Element.Variable, Element> elements = new HashMap<>();
  private final Map<SizeVar, Label> decided = new HashMap<>();
  private final List<Deferred> deferred = new ArrayList<>();

  Binding(Context c, List<SizeVar> vars, List<Element.Variable> kinds) {
    this.c = c;
    this.vars = Set.copyOf(vars);
    this.kinds = Set.copyOf(kinds);
  }

  Map<SizeVar, Dim> sizes() {
    return sizes;
  }

  Map<SizeVar, List<Dim>> packs() {
    return packs;
  }

  Map<Element.Variable, Element> elements() {
    return elements;
  }

  /**
   * Matches an argument with the type of its parameter.
   *
   * @param what what to call the parameter in a message: "`w` of `predict`"
   * @return the argument as a value of that type
   */
  Val match(Type pattern, Operand operand, String what) {
    Val val = operand.val();
    if (val.isPoison()) {
      return val;
    }
    return switch (pattern) {
      case TensorType t -> tensor(t, operand, what);
      case Type.Size s -> size(operand, what);
      case Type.Tuple t -> tuple(t, operand, what);
      case Type.Record r -> record(r, operand, what);
      case Type.Arrow a -> function(a, operand, what);
      case Type.Text t when val.type() instanceof Type.Text text -> {
        shape(t.shape(), text.shape(), operand, what);
        yield val;
      }
      case Type.Poison p -> Val.POISON;
      default -> throw wrong(pattern, operand, what);
    };
  }

  private Val size(Operand operand, String what) {
    return new Val.Known(
        Operators.size(operand.val())
            .orElseThrow(() ->
                c.fail(
                    Diagnostic.error(
                            Code.TG0411,
                            operand.span(),
                            "%s is a size, which must be known before the program runs."
                                .formatted(Tensors.upper(what)))
                        .at("this is " + c.tensors.describe(operand.val())))));
  }

  private Reported wrong(Type pattern, Operand operand, String what) {
    return c.fail(
        Diagnostic.error(
            Code.TG0413,
            operand.span(),
            "%s is `%s`, but this is %s."
                .formatted(
                    Tensors.upper(what), c.text(pattern), c.tensors.describe(operand.val()))));
  }

  private Val tuple(Type.Tuple pattern, Operand operand, String what) {
    if (!(operand.val() instanceof Val.Tuple t) || t.parts().size() != pattern.parts().size()) {
      throw wrong(pattern, operand, what);
    }
    List<Val> parts = new ArrayList<>();
    for (int i = 0; i < t.parts().size(); i++) {
      parts.add(match(pattern.parts().get(i), new Operand(t.parts().get(i), operand.span()), what));
    }
    return new Val.Tuple(parts);
  }

  /** A record may have more fields than are asked for: the function sees those that it names. */
  private Val record(Type.Record pattern, Operand operand, String what) {
    if (!(operand.val() instanceof Val.Record r)) {
      throw wrong(pattern, operand, what);
    }
    for (String name : pattern.fields().keySet()) {
      if (!r.fields().containsKey(name)) {
        throw c.fail(
            Diagnostic.error(
                    Code.TG0413,
                    operand.span(),
                    "%s needs a field `%s`.".formatted(Tensors.upper(what), name))
                .at("this is `" + c.text(r.type()) + "`"));
      }
    }
    Map<String, Val> fields = new LinkedHashMap<>();
    pattern
        .fields()
        .forEach((name, type) ->
            fields.put(name, match(type, new Operand(r.fields().get(name), operand.span()), what)));
    return new Val.Record(fields);
  }

  /** A function fits if what it gives for arguments of the parameter types fits the result. */
  private Val function(Type.Arrow pattern, Operand operand, String what) {
    if (!(operand.val() instanceof Val.Function f)) {
      throw wrong(pattern, operand, what);
    }
    List<Val> arguments = new ArrayList<>();
    for (Type param : pattern.params()) {
      arguments.add(c.calls.opaque(apply(param), operand.span()));
    }
    Val result = c.calls.apply(f, Arguments.of(arguments, operand.span()), operand.span());
    if (pattern.result().isPresent()) {
      match(pattern.result().get(), new Operand(result, operand.span()), "the result of " + what);
    }
    return f;
  }

  private Val tensor(TensorType pattern, Operand operand, String what) {
    if (!Tensors.isTensor(operand.val())) {
      throw wrong(pattern, operand, what);
    }
    Element element = element(pattern, operand, what);
    Value value = c.tensors.value(operand.val(), element, operand.span());
    shape(pattern.shape(), value.shape(), operand, what);
    return operand.val() instanceof Val.Known k && element == k.type().element()
        ? k
        : new Val.Tensor(value);
  }

  private Element element(TensorType pattern, Operand operand, String what) {
    boolean weak = Tensors.weakness(operand.val()) != Tensors.Weakness.STRONG;
    Element wanted = pattern.element();
    if (wanted instanceof Element.Variable v && kinds.contains(v)) {
      Element before = elements.get(v);
      if (before != null && weak) {
        return before;
      }
      Element actual = c.tensors.promote(what, List.of(operand), operand.span(), v.kind());
      if (before == null) {
        if (!actual.isIn(v.kind())) {
          throw c.fail(
              Diagnostic.error(
                      Code.TG0401,
                      operand.span(),
                      "%s takes %s, but this is `%s`."
                          .formatted(Tensors.upper(what), Elementwise.words(v.kind()), actual))
                  .note("`" + v.name() + "` is any type of the kind `" + v.kind() + "`."));
        }
        elements.put(v, actual);
        return actual;
      }
      wanted = before;
    }
    if (weak) {
      return wanted;
    }
    Element actual = c.tensors.element(operand);
    if (!actual.equals(wanted)) {
      String cast = wanted + "(" + operand.span().text() + ")";
      throw c.fail(
          Diagnostic.error(
                  Code.TG0413,
                  operand.span(),
                  "%s is `%s`, but this is `%s`."
                      .formatted(
                          Tensors.upper(what),
                          c.text(new TensorType(wanted, pattern.shape())),
                          c.text(operand.val().type())))
              .fix(Fix.replace("write `" + cast + "`", operand.span(), cast)));
    }
    return wanted;
  }

  // Shapes

  private void shape(Shape pattern, Shape actual, Operand operand, String what) {
    int pack = packOf(pattern);
    int fixed = pattern.rank() - (pack >= 0 ? 1 : 0);
    boolean fits = pack >= 0 ? actual.rank() >= fixed : actual.rank() == fixed;
    if (!fits) {
      throw rank(pattern, actual, operand, what, fixed, pack >= 0);
    }
    int run = actual.rank() - fixed;
    int at = 0;
    for (int i = 0; i < pattern.rank(); i++) {
      if (i == pack) {
        pack(pattern.dim(i).variable().get(), actual.slice(at, at + run), operand, what);
        at += run;
      } else {
        size(pattern.dim(i), actual.dim(at), at, operand, what);
        at++;
      }
    }
  }

  private int packOf(Shape pattern) {
    for (int i = 0; i < pattern.rank(); i++) {
      Dim dim = pattern.dim(i);
      if (dim.isPack() && vars.contains(dim.variable().get())) {
        return i;
      }
    }
    return -1;
  }

  private Reported rank(
      Shape pattern, Shape actual, Operand operand, String what, int fixed, boolean atLeast) {
    Diagnostic d =
        Diagnostic.error(
                Code.TG0303,
                operand.span(),
                "%s has %s, but this has %s."
                    .formatted(
                        Tensors.upper(what),
                        (atLeast ? "at least " : "") + ShapeMessages.axes(fixed),
                        ShapeMessages.axes(actual.rank())))
            .at("this has shape `" + c.text(actual) + "`")
            .note("The parameter has shape `" + c.text(pattern) + "`.");
    String text = Broadcasting.atom(operand.span().text());
    if (actual.rank() == 1 && fixed == 2) {
      d =
          d.fix(
              Fix.replace(
                  "make it a column: write `" + text + "[:, none]`",
                  operand.span(),
                  text + "[:, none]"));
    } else if (actual.rank() == 2 && fixed == 1 && actual.dim(1).is(1)) {
      d =
          d.fix(
              Fix.replace(
                  "take the column: write `" + text + "[:, 0]`", operand.span(), text + "[:, 0]"));
    } else if (actual.rank() == 2 && fixed == 1 && actual.dim(0).is(1)) {
      d = d.fix(Fix.replace("take the row: write `" + text + "[0]`", operand.span(), text + "[0]"));
    } else if (actual.rank() == 0 && fixed == 1) {
      d =
          d.fix(
              Fix.replace(
                  "write `[" + operand.span().text() + "]`",
                  operand.span(),
                  "[" + operand.span().text() + "]"));
    }
    return c.fail(d);
  }

  private void pack(SizeVar var, Shape run, Operand operand, String what) {
    List<Dim> before = packs.putIfAbsent(var, run.dims());
    if (before == null) {
      decided.put(
          var, new Label(operand.span(), "`.." + var.name() + "` is `" + c.text(run) + "` here"));
      return;
    }
    boolean same = before.size() == run.rank();
    for (int i = 0; same && i < before.size(); i++) {
      same = c.isEqual(before.get(i), run.dim(i)) == Truth.YES;
    }
    if (!same) {
      Diagnostic d =
          Diagnostic.error(
              Code.TG0301,
              operand.span(),
              "`..%s` stands for the axes `%s`, but in %s they are `%s`."
                  .formatted(var.name(), c.text(new Shape(before)), what, c.text(run)));
      throw c.fail(label(d, var));
    }
  }

  private Diagnostic label(Diagnostic d, SizeVar var) {
    Label label = decided.get(var);
    return label == null || label.span().equals(d.span()) ? d : d.label(label.span(), label.text());
  }

  private void size(Dim pattern, Dim actual, int axis, Operand operand, String what) {
    if (actual.isPack() && pattern.variable().isEmpty()) {
      throw c.fail(
          Code.TG0314,
          operand.span(),
          "%s has a size where this has `%s`, which is any number of axes."
              .formatted(Tensors.upper(what), c.text(actual)));
    }
    List<SizeVar> open = open(pattern);
    if (open.isEmpty()) {
      compare(pattern, actual, axis, operand, what);
    } else if (open.size() > 1) {
      deferred.add(new Deferred(pattern, actual, axis, operand, what));
    } else {
      solve(open.get(0), pattern, actual, axis, operand, what);
    }
  }

  private List<SizeVar> open(Dim pattern) {
    return pattern.variables().stream()
        .filter(v -> vars.contains(v) && !sizes.containsKey(v))
        .toList();
  }

  private Dim substitute(Dim pattern) {
    return pattern.substitute(v -> {
      if (v.role() == SizeVar.Role.PACK && packs.containsKey(v)) {
        return new Shape(packs.get(v)).size();
      }
      return sizes.getOrDefault(v, Dim.of(v));
    });
  }

  private void solve(SizeVar var, Dim pattern, Dim actual, int axis, Operand operand, String what) {
    Optional<Dim> solved = substitute(pattern).solve(var, actual);
    if (solved.isEmpty()) {
      solved = substitute(pattern).solve(var, c.known(actual));
    }
    if (solved.isEmpty()) {
      if (actual.constant().isPresent() || pattern.solve(var, Dim.ZERO).isPresent()) {
        throw c.fail(
            Diagnostic.error(
                Code.TG0306,
                operand.span(),
                "Axis %d of %s is `%s`, and there is no `%s` for which that is `%s`."
                    .formatted(axis, what, c.text(pattern), var.name(), c.text(actual))));
      }
      deferred.add(new Deferred(pattern, actual, axis, operand, what));
      return;
    }
    Truth enough = c.known(solved.get()).isAtLeast(0);
    if (enough != Truth.YES) {
      Diagnostic d =
          Diagnostic.error(
              Code.TG0307,
              operand.span(),
              "Axis %d of %s is `%s`, but this %s `%s`, so that `%s` %s negative."
                  .formatted(
                      axis,
                      what,
                      c.text(pattern),
                      enough == Truth.NO ? "is" : "could be too short: it is",
                      c.text(actual),
                      var.name(),
                      enough == Truth.NO ? "would be" : "could be"));
      throw c.fail(
          enough == Truth.NO
              ? d
              : d.note(
                  "Sizes are 0 or more. `x as f64[m + 1]` promises that there is at least one."));
    }
    sizes.put(var, solved.get());
    decided.put(
        var,
        new Label(
            operand.span(),
            "axis %d is `%s`, so `%s` is `%s`"
                .formatted(axis, c.text(actual), var.name(), c.text(solved.get()))));
  }

  private void compare(Dim pattern, Dim actual, int axis, Operand operand, String what) {
    Dim expected = substitute(pattern);
    if (c.isEqual(expected, actual) == Truth.YES) {
      return;
    }
    String[] texts = c.names.pair(expected, actual);
    String shown =
        c.text(pattern).equals(texts[0])
            ? "`" + texts[0] + "`"
            : "`" + c.text(pattern) + "`, which is `" + texts[0] + "` in this call";
    Diagnostic d =
        Diagnostic.error(
                Code.TG0301,
                operand.span(),
                "Axis %d of %s is %s, but this has `%s`.".formatted(axis, what, shown, texts[1]))
            .at("axis " + axis + " is `" + texts[1] + "`");
    for (SizeVar var : pattern.variables()) {
      d = label(d, var);
    }
    d = c.names.explain(d, expected, actual);
    if (operand.val().type() instanceof TensorType t && t.rank() == 2) {
      d = transpose(d, pattern, t, axis, operand);
    }
    throw c.fail(d);
  }

  private Diagnostic transpose(Diagnostic d, Dim pattern, TensorType t, int axis, Operand operand) {
    if (c.isEqual(substitute(pattern), t.dim(1 - axis)) != Truth.YES) {
      return d;
    }
    String wanted = Broadcasting.atom(operand.span().text()) + ".T";
    return d.fix(Fix.replace("transpose: write `" + wanted + "`", operand.span(), wanted));
  }

  /** Compares what could not be compared before all arguments were seen. */
  void finish(Span call) {
    List<Deferred> rest = new ArrayList<>(deferred);
    deferred.clear();
    boolean progress = true;
    while (!rest.isEmpty() && progress) {
      progress = false;
      for (Deferred d : List.copyOf(rest)) {
        if (open(d.pattern).size() <= 1) {
          rest.remove(d);
          progress = true;
          size(d.pattern, d.actual, d.axis, d.operand, d.what);
        }
      }
    }
    for (Deferred d : rest) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0306,
                  call,
                  "The sizes `%s` cannot be found from `%s`, which is `%s` here."
                      .formatted(
                          String.join("`, `", open(d.pattern).stream().map(SizeVar::name).toList()),
                          c.text(d.pattern),
                          c.text(d.actual)))
              .label(d.operand.span(), "axis " + d.axis + " of this"));
    }
    if (!deferred.isEmpty()) {
      Deferred d = deferred.get(0);
      throw c.fail(
          Code.TG0306,
          d.operand.span(),
          "The size `%s` cannot be found from `%s`."
              .formatted(c.text(d.pattern), c.text(d.actual)));
    }
  }

  /** The type with what was found put in for the names of the signature. */
  Type apply(Type type) {
    return switch (type) {
      case TensorType t -> new TensorType(apply(t.element()), apply(t.shape()));
      case Type.Tuple t -> new Type.Tuple(t.parts().stream().map(this::apply).toList());
      case Type.Record r -> {
        Map<String, Type> fields = new LinkedHashMap<>();
        r.fields().forEach((name, field) -> fields.put(name, apply(field)));
        yield new Type.Record(fields);
      }
      case Type.Arrow a ->
          new Type.Arrow(
              a.params().stream().map(this::apply).toList(), a.result().map(this::apply));
      case Type.Text t -> new Type.Text(apply(t.shape()));
      default -> type;
    };
  }

  Element apply(Element element) {
    return element instanceof Element.Variable v ? elements.getOrDefault(v, v) : element;
  }

  Shape apply(Shape shape) {
    List<Dim> dims = new ArrayList<>();
    for (Dim dim : shape.dims()) {
      List<Dim> run = dim.isPack() ? packs.get(dim.variable().get()) : null;
      if (run != null) {
        dims.addAll(run);
      } else {
        dims.add(substitute(dim));
      }
    }
    return new Shape(dims);
  }

  /** Makes size variables that have no value for this call new ones: those that data decides. */
  Function<SizeVar, Dim> renewed(Span call) {
    Map<SizeVar, Dim> renewed = new HashMap<>();
    return var -> {
      if (var.role() != SizeVar.Role.COUNTED && !(vars.contains(var) && !sizes.containsKey(var))) {
        return Dim.of(var);
      }
      return renewed.computeIfAbsent(
          var,
          v -> Dim.of(c.newSize(v.name(), SizeVar.Role.COUNTED, call, "is found by this call")));
    };
  }
}
