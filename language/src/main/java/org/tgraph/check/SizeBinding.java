package org.tgraph.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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
import org.tgraph.source.Span;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.Truth;

/**
 * What the names of sizes in a signature stand for in one call: sizes and packs, found from the
 * shapes of the arguments, and for each the argument that decided it.
 */
final class SizeBinding {
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
  private final Map<SizeVar, Dim> sizes = new HashMap<>();
  private final Map<SizeVar, List<Dim>> packs = new HashMap<>();
  private final Map<SizeVar, Label> decided = new HashMap<>();
  private final List<Deferred> deferred = new ArrayList<>();

  /** What was known of the sizes before the argument that is being matched. */
  private Map<SizeVar, Dim> sizesBefore = Map.of();

  private Optional<Span> declaration = Optional.empty();
  private Optional<Span> parameter = Optional.empty();
  private Supplier<Optional<Fix>> exchange = Optional::empty;
  private Supplier<Optional<Fix>> mapped = Optional::empty;

  SizeBinding(Context c, Collection<SizeVar> vars) {
    this.c = c;
    this.messages = new BindingMessages(c);
    this.vars = Set.copyOf(vars);
  }

  void declaredAt(Span span) {
    declaration = Optional.of(span);
  }

  /** Where the type of the parameter is written whose argument is matched next. */
  void parameter(Optional<Span> span) {
    parameter = span;
  }

  void fixes(Supplier<Optional<Fix>> ofExchange, Supplier<Optional<Fix>> ofMapping) {
    exchange = ofExchange;
    mapped = ofMapping;
  }

  SizeBinding of(Map<SizeVar, Dim> otherSizes, Map<SizeVar, List<Dim>> otherPacks) {
    SizeBinding other = new SizeBinding(c, vars);
    other.sizes.putAll(otherSizes);
    other.packs.putAll(otherPacks);
    return other;
  }

  Map<SizeVar, Dim> sizes() {
    return sizes;
  }

  Map<SizeVar, List<Dim>> packs() {
    return packs;
  }

  /** Reports a mistake in an argument, with where its type was written and how to mend it. */
  Reported fail(Diagnostic diagnostic) {
    Diagnostic d =
        declaration
            .or(() -> parameter)
            .map(written -> diagnostic.label(written, "declared here"))
            .orElse(diagnostic);
    Optional<Fix> exchanged = exchange.get();
    return c.fail(exchanged.map(f -> BindingMessages.first(d, f)).orElse(d.fix(mapped.get())));
  }

  /** Matches the shape of an argument with that of its parameter. */
  void match(Shape pattern, Shape actual, Operand operand, String what) {
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

  /** The shape with what was found put in. */
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
  Function<SizeVar, Dim> renewed(String function, Span call) {
    Map<SizeVar, Dim> renewed = new HashMap<>();
    Set<SizeVar> given = new HashSet<>();
    sizes.values().forEach(dim -> given.addAll(dim.variables()));
    packs.values().forEach(run -> run.forEach(dim -> given.addAll(dim.variables())));
    return var -> {
      boolean isCounted = var.role() == SizeVar.Role.COUNTED && !given.contains(var);
      if (!isCounted && !var.isHole() && !(vars.contains(var) && !sizes.containsKey(var))) {
        return Dim.of(var);
      }
      return renewed.computeIfAbsent(
          var,
          v -> {
            long before = renewed.keySet().stream().filter(SizeVar::isHole).count();
            String of = "size_" + function + (before > 0 ? "_" + (before + 1) : "");
            String name = v.isHole() ? of : v.name();
            return Dim.of(c.newSize(name, SizeVar.Role.COUNTED, call, "is found by this call"));
          });
    };
  }
}
