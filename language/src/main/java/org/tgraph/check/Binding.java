package org.tgraph.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
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
  /** An axis of an argument. {@code pattern} is the shape that the parameter has. */
  private record Axis(Shape pattern, Shape shape, int axis, Operand operand, String what) {
    Dim dim() {
      return shape.dim(axis);
    }
  }

  /** A size in a parameter's type that could not be compared yet. */
  private record Deferred(Dim pattern, Axis axis) {}

  private final Context c;
  private final BindingMessages messages;
  private final Set<SizeVar> vars;
  private final Set<Element.Variable> kinds;
  private final Map<SizeVar, Dim> sizes = new HashMap<>();
  private final Map<SizeVar, List<Dim>> packs = new HashMap<>();
  private final Map<Element.Variable, Element> elements = new HashMap<>();
  private final Map<SizeVar, Label> decided = new HashMap<>();
  private final List<Deferred> deferred = new ArrayList<>();

  /** What was known of the sizes before the argument that is being matched. */
  private Map<SizeVar, Dim> sizesBefore = Map.of();

  private Optional<Span> declaration = Optional.empty();
  private Supplier<Optional<Fix>> exchange = Optional::empty;

  Binding(Context c, List<SizeVar> vars, List<Element.Variable> kinds) {
    this.c = c;
    this.messages = new BindingMessages(c);
    this.vars = Set.copyOf(vars);
    this.kinds = Set.copyOf(kinds);
  }

  /** The type was written here for a value that is not an argument. */
  Binding declaredAt(Span span) {
    declaration = Optional.of(span);
    return this;
  }

  /** What to ask, after a mistake, for a fix that exchanges arguments. */
  Binding exchange(Supplier<Optional<Fix>> fix) {
    exchange = fix;
    return this;
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
      case Type.Key k when val instanceof Val.Key -> val;
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
    return fail(
        Diagnostic.error(
                Code.TG0413,
                operand.span(),
                "%s is `%s`, but this is %s."
                    .formatted(
                        Tensors.upper(what), c.text(pattern), c.tensors.describe(operand.val())))
            .fixIf(
                pattern instanceof Type.Key && Operators.size(operand.val()).isPresent(),
                operand.span(),
                "key(" + operand.span().text() + ")"));
  }

  /** Reports a mistake in an argument, with where its type was written and how to mend it. */
  private Reported fail(Diagnostic diagnostic) {
    Diagnostic d = diagnostic;
    if (declaration.isPresent()) {
      d = d.label(declaration.get(), "declared here");
    }
    Optional<Fix> exchanged = exchange.get();
    return c.fail(exchanged.isPresent() ? BindingMessages.first(d, exchanged.get()) : d);
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
    Optional<Diagnostic> missing = messages.missingField(pattern, r, operand.span(), what);
    if (missing.isPresent()) {
      throw fail(missing.get());
    }
    Map<String, Val> fields = new LinkedHashMap<>();
    pattern
        .fields()
        .forEach((name, type) -> {
          Span span = SourceText.fieldValue(operand.span(), name);
          Operand field = new Operand(r.fields().get(name), span);
          fields.put(name, match(type, field, BindingMessages.part(what, name)));
        });
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
          throw c.fail(messages.otherKind(v, actual, operand.span(), what));
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
      TensorType expected = new TensorType(wanted, pattern.shape());
      throw fail(messages.otherElement(expected, operand.val().type(), operand.span(), what));
    }
    return wanted;
  }

  // Shapes

  private void shape(Shape pattern, Shape actual, Operand operand, String what) {
    sizesBefore = Map.copyOf(sizes);
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
        Axis axis = new Axis(pattern, actual, at, operand, what);
        size(pattern.dim(i), axis);
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
    String needed = (atLeast ? "at least " : "") + ShapeMessages.axes(fixed);
    Diagnostic d = messages.rank(needed, actual, operand.span(), what);
    if (declaration.isEmpty()) {
      d = d.note(BindingMessages.owner(what) + " has shape `" + c.text(pattern) + "`.");
    }
    return fail(mended(redeclared(d, operand), pattern, actual, operand));
  }

  /** Adds changes to the argument with which it would fit, together with those before it. */
  private Diagnostic mended(Diagnostic d, Shape pattern, Shape actual, Operand operand) {
    return new ArgumentFixes(c)
        .add(
            d,
            operand.span(),
            actual,
            apply(pattern),
            shape -> new Fitting(c, vars, sizesBefore, packs).fits(pattern, shape));
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
      Diagnostic d = messages.otherPack(var, before, run, operand.span(), what);
      throw c.fail(label(d, var));
    }
  }

  private Diagnostic label(Diagnostic d, SizeVar var) {
    Label label = decided.get(var);
    return label == null || label.span().equals(d.span()) ? d : d.label(label.span(), label.text());
  }

  private void size(Dim pattern, Axis axis) {
    if (axis.dim().isPack() && pattern.variable().isEmpty()) {
      throw fail(
          Diagnostic.error(
              Code.TG0314,
              axis.operand.span(),
              "%s has a size where this has `%s`, which is any number of axes."
                  .formatted(Tensors.upper(axis.what), c.text(axis.dim()))));
    }
    List<SizeVar> open = open(pattern);
    if (open.isEmpty()) {
      compare(pattern, axis);
    } else if (open.size() > 1) {
      deferred.add(new Deferred(pattern, axis));
    } else {
      solve(open.get(0), pattern, axis);
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

  private void solve(SizeVar var, Dim pattern, Axis axis) {
    Dim actual = axis.dim();
    Optional<Dim> solved = substitute(pattern).solve(var, actual);
    if (solved.isEmpty()) {
      solved = substitute(pattern).solve(var, c.known(actual));
    }
    if (solved.isEmpty()) {
      if (actual.constant().isPresent() || pattern.solve(var, Dim.ZERO).isPresent()) {
        throw fail(
            Diagnostic.error(
                    Code.TG0306,
                    axis.operand.span(),
                    "Axis %d of %s is `%s`, and there is no `%s` for which that is `%s`."
                        .formatted(
                            axis.axis, axis.what, c.text(pattern), var.name(), c.text(actual)))
                .at("axis " + axis.axis + " is `" + c.text(actual) + "`"));
      }
      deferred.add(new Deferred(pattern, axis));
      return;
    }
    Truth enough = c.known(solved.get()).isAtLeast(0);
    if (enough != Truth.YES) {
      throw fail(
          messages.tooShort(
              pattern, var, actual, axis.axis, axis.operand.span(), axis.what, enough == Truth.NO));
    }
    sizes.put(var, solved.get());
    String[] names = c.names.pair(Dim.of(var), solved.get());
    decided.put(
        var,
        new Label(
            axis.operand.span(),
            "axis %d is `%s`, so `%s` is `%s`"
                .formatted(axis.axis, c.text(actual), names[0], names[1])));
  }

  private void compare(Dim pattern, Axis axis) {
    Dim expected = substitute(pattern);
    Dim actual = axis.dim();
    if (c.isEqual(expected, actual) == Truth.YES) {
      return;
    }
    Diagnostic d =
        messages.otherSize(pattern, expected, actual, axis.axis, axis.operand.span(), axis.what);
    for (SizeVar var : pattern.variables()) {
      d = label(d, var);
    }
    d = redeclared(c.names.explain(d, expected, actual), axis.operand);
    int before = d.fixes().size();
    d = mended(d, axis.pattern, axis.shape, axis.operand);
    if (d.fixes().size() == before) {
      Span span = axis.operand.span();
      d = new SizeFixes(c).add(d, expected, new SizeFixes.Side(axis.shape, axis.axis, span));
    }
    throw fail(d);
  }

  /** Offers to write the type that the value has where another was declared for it. */
  private Diagnostic redeclared(Diagnostic d, Operand operand) {
    if (declaration.isEmpty()) {
      return d;
    }
    String type = c.text(operand.val().type());
    return d.fix(Fix.replace("declare `" + type + "`", declaration.get(), type));
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
          size(d.pattern, d.axis);
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
                          c.text(d.axis.dim())))
              .label(d.axis.operand.span(), "axis " + d.axis.axis + " of this"));
    }
    if (!deferred.isEmpty()) {
      Deferred d = deferred.get(0);
      throw c.fail(
          Code.TG0306,
          d.axis.operand.span(),
          "The size `%s` cannot be found from `%s`."
              .formatted(c.text(d.pattern), c.text(d.axis.dim())));
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

  /**
   * Makes size variables that have no value for this call new ones: those that data decides, but
   * for those that came with an argument.
   */
  Function<SizeVar, Dim> renewed(Span call) {
    Map<SizeVar, Dim> renewed = new HashMap<>();
    Set<SizeVar> given = new HashSet<>();
    sizes.values().forEach(dim -> given.addAll(dim.variables()));
    packs.values().forEach(run -> run.forEach(dim -> given.addAll(dim.variables())));
    return var -> {
      boolean isCounted = var.role() == SizeVar.Role.COUNTED && !given.contains(var);
      if (!isCounted && !(vars.contains(var) && !sizes.containsKey(var))) {
        return Dim.of(var);
      }
      return renewed.computeIfAbsent(
          var,
          v -> Dim.of(c.newSize(v.name(), SizeVar.Role.COUNTED, call, "is found by this call")));
    };
  }
}
