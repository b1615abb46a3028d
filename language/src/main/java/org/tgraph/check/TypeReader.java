package org.tgraph.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Ident;
import org.tgraph.syntax.TypeExpr;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;
import org.tgraph.type.Truth;
import org.tgraph.type.Type;

/** Reads types as they are written. Names of sizes are looked up in the scope like other names. */
final class TypeReader {
  private static final List<String> BUILTIN = List.of("dim", "key", "str");

  /** What types of Stan are here. */
  private static final Map<String, String> OF_STAN =
      Map.ofEntries(
          Map.entry("vector", "`f64[n]` is a list of `n` numbers."),
          Map.entry("row_vector", "`f64[n]` is a list of `n` numbers."),
          Map.entry("array", "`f64[n]` is a list of `n` numbers."),
          Map.entry("matrix", "`f64[n, k]` is a matrix of `n` rows."),
          Map.entry("real", "A number is `f64`."),
          Map.entry("simplex", "`w ~ Dirichlet(ones(K))` is a simplex of `K` numbers."),
          Map.entry("ordered", "`c: f64[K] ~ ordered(Normal(0.0, 1.0))` are numbers that rise."),
          Map.entry("unit_vector", "`u: f64[K] ~ UnitVector()` is one of `K` numbers."),
          Map.entry("sum_to_zero_vector", "`a: f64[K] ~ ZeroSumNormal(1.0)` is one."),
          Map.entry("cholesky_factor_corr", "`L ~ LKJCholesky(K, 1.0)` is one of `K` rows."),
          Map.entry("cholesky_factor_cov", "`L ~ WishartCholesky(nu, scale)` is one."),
          Map.entry("corr_matrix", "`L ~ LKJCholesky(K, 1.0)` is its Cholesky factor."),
          Map.entry("cov_matrix", "`S ~ Wishart(nu, scale)` is one."));

  private final Context c;

  TypeReader(Context c) {
    this.c = c;
  }

  /**
   * The type.
   *
   * @param fresh gets the size variables for the names of sizes that are new here, which are
   *     defined in the scope; where sizes must be known before, see {@link #known}
   */
  Type read(TypeExpr type, Scope scope, List<SizeVar> fresh) {
    return new Reading(scope, fresh, Names.NEW_IF_UNKNOWN).type(type);
  }

  /** The type of a parameter: a name of a size that {@code own} does not define is a new size. */
  Type parameter(TypeExpr type, Scope own, List<SizeVar> fresh) {
    return new Reading(own, fresh, Names.NEW_IF_NOT_OWN).type(type);
  }

  /** The type; a size that the scope does not know is a mistake. */
  Type known(TypeExpr type, Scope scope) {
    return new Reading(scope, new ArrayList<>(), Names.KNOWN).type(type);
  }

  /** What is done with names of sizes. */
  private enum Names {
    KNOWN,
    NEW_IF_UNKNOWN,
    NEW_IF_NOT_OWN
  }

  private final class Reading {
    private final Scope scope;
    private final List<SizeVar> fresh;
    private final Names names;
    private int depth;

    Reading(Scope scope, List<SizeVar> fresh, Names names) {
      this.scope = scope;
      this.fresh = fresh;
      this.names = names;
    }

    Type type(TypeExpr type) {
      return switch (type) {
        case TypeExpr.Named t -> named(t);
        case TypeExpr.Tuple t -> new Type.Tuple(t.items().stream().map(this::type).toList());
        case TypeExpr.Record t -> record(t);
        case TypeExpr.Function t ->
            new Type.Arrow(
                t.params().stream().map(this::type).toList(), Optional.of(type(t.result())));
        case TypeExpr.Broken t -> new Type.Poison();
      };
    }

    private Type record(TypeExpr.Record record) {
      Map<String, Type> fields = new LinkedHashMap<>();
      for (TypeExpr.RecordField field : record.fields()) {
        if (fields.put(field.name().name(), type(field.type())) != null) {
          c.report(
              Diagnostic.error(
                  Code.TG0202,
                  field.name().span(),
                  "The field `" + field.name().name() + "` is given twice."));
        }
      }
      return new Type.Record(fields);
    }

    private Type named(TypeExpr.Named named) {
      String name = named.name().name();
      if (named.module().isPresent()) {
        return fromModule(named);
      }
      Element element =
          scope.findElement(name).or(() -> DType.named(name).map(d -> d)).orElse(null);
      if (element != null) {
        return new TensorType(element, shape(named));
      }
      Optional<TypeDefinition> definition = scope.findType(name);
      if (definition.isPresent()) {
        return expand(definition.get(), named);
      }
      return switch (name) {
        case "dim" -> new Type.Size();
        case "key" -> new Type.Key();
        case "str" -> new Type.Text(shape(named));
        default -> throw unknown(named.name());
      };
    }

    private Reported unknown(Ident name) {
      List<String> all = new ArrayList<>(scope.typeNames());
      for (DType dtype : DType.values()) {
        all.add(dtype.toString());
      }
      all.addAll(BUILTIN);
      Diagnostic diagnostic =
          Diagnostic.error(
              Code.TG0205, name.span(), "There is no type called `" + name.name() + "`.");
      Optional<String> near =
          Foreign.name(name.name()).filter(all::contains).or(() -> Similar.to(name.name(), all));
      if (near.isPresent()) {
        diagnostic =
            diagnostic.fix(Fix.replace("write `" + near.get() + "`", name.span(), near.get()));
      }
      String of = OF_STAN.get(name.name());
      return c.fail(of == null || near.isPresent() ? diagnostic : diagnostic.note(of));
    }

    private Type fromModule(TypeExpr.Named named) {
      Ident module = named.module().get();
      Optional<Scope.Entry> entry = scope.find(module.name());
      if (entry.isEmpty() || !(entry.get().val() instanceof Val.Module m)) {
        throw c.fail(
            Code.TG0204, module.span(), "There is no module called `" + module.name() + "` here.");
      }
      TypeDefinition definition =
          m.scope()
              .findType(named.name().name())
              .orElseThrow(() ->
                  c.fail(
                      Code.TG0205,
                      named.name().span(),
                      "The module `%s` has no type `%s`."
                          .formatted(module.name(), named.name().name())));
      return expand(definition, named);
    }

    private Type expand(TypeDefinition definition, TypeExpr.Named use) {
      List<Ident> params = definition.definition().sizes();
      List<TypeExpr.Axis> axes = use.axes().orElse(List.of());
      if (params.size() != axes.size()) {
        throw c.fail(
            Diagnostic.error(
                    Code.TG0303,
                    use.span(),
                    "`%s` takes %s, but %d %s given."
                        .formatted(
                            use.name().name(),
                            params.size() == 1 ? "1 size" : params.size() + " sizes",
                            axes.size(),
                            axes.size() == 1 ? "is" : "are"))
                .label(definition.definition().name().span(), "it is defined here"));
      }
      if (++depth > 50) {
        throw c.fail(
            Code.TG0210, use.span(), "The type `" + use.name().name() + "` contains itself.");
      }
      Scope inner = definition.scope().inner();
      for (int i = 0; i < axes.size(); i++) {
        inner.define(params.get(i).name(), new Val.Known(size(axes.get(i))), Optional.empty());
      }
      Reading reading = new Reading(inner, fresh, Names.KNOWN);
      reading.depth = depth;
      Type type = reading.type(definition.definition().type());
      depth--;
      return type;
    }

    private Shape shape(TypeExpr.Named named) {
      List<Dim> dims = new ArrayList<>();
      for (TypeExpr.Axis axis : named.axes().orElse(List.of())) {
        dims.addAll(sizes(axis));
      }
      Shape shape = new Shape(dims);
      if (dims.stream().filter(Dim::isPack).count() > 1) {
        throw c.fail(
            Code.TG0314, named.span(), "A shape can have one pack only: which axes were whose?");
      }
      return shape;
    }

    private List<Dim> sizes(TypeExpr.Axis axis) {
      return axis instanceof TypeExpr.Axis.Pack p ? pack(p) : List.of(size(axis));
    }

    private Dim size(TypeExpr.Axis axis) {
      return switch (axis) {
        case TypeExpr.Axis.Size s -> size(s.size());
        case TypeExpr.Axis.Pack p ->
            throw c.fail(Code.TG0314, p.span(), "A single size is needed here, not a pack.");
        case TypeExpr.Axis.Hole h -> {
          SizeVar var = c.newSize("_", SizeVar.Role.DECLARED, h.span(), "is any size");
          fresh.add(var);
          yield Dim.of(var);
        }
      };
    }

    /** The axes of a pack: one that stands for them, or those that a call has put in. */
    private List<Dim> pack(TypeExpr.Axis.Pack pack) {
      String key = ".." + pack.name().name();
      Optional<Scope.Entry> entry =
          names == Names.NEW_IF_NOT_OWN ? scope.own(key) : scope.find(key);
      if (entry.isPresent() && entry.get().val() instanceof Val.Tuple t) {
        return t.parts().stream().map(p -> ((Val.Known) p).dim()).toList();
      }
      if (names == Names.KNOWN) {
        throw c.fail(Code.TG0306, pack.span(), "There is no pack called `" + key + "` here.");
      }
      SizeVar var =
          c.newSize(pack.name().name(), SizeVar.Role.PACK, pack.span(), "is any run of axes");
      fresh.add(var);
      Val axis = new Val.Known(Dim.of(var));
      scope.define(key, new Val.Tuple(List.of(axis)), Optional.of(pack.span()));
      return List.of(Dim.of(var));
    }

    /**
     * A size expression. Only names, numbers, arithmetic, {@code min} and {@code max} can be in it.
     */
    private Dim size(Expr expr) {
      if (names != Names.KNOWN) {
        defineNames(expr);
      }
      Val val;
      try {
        val = value(expr);
      } catch (ArithmeticException overflow) {
        throw c.fail(Code.TG0317, expr.span(), "A size here does not fit 64 bits.");
      }
      if (val.isPoison()) {
        throw new Reported();
      }
      Dim dim =
          Operators.size(val)
              .orElseThrow(() ->
                  c.fail(
                      Diagnostic.error(
                              Code.TG0309,
                              expr.span(),
                              "A size must be known before the program runs, but this is %s."
                                  .formatted(c.tensors.describe(val)))
                          .note("Sizes are made of numbers, sizes of shapes and other sizes.")));
      if (dim.isAtLeast(0) == Truth.NO) {
        throw c.fail(Code.TG0307, expr.span(), "The size `" + c.text(dim) + "` is negative.");
      }
      return dim;
    }

    /** What a size expression stands for; {@code min} and {@code max} are those of two sizes. */
    private Val value(Expr expr) {
      if (expr instanceof Expr.Call call
          && call.function() instanceof Expr.Name name
          && call.args().size() == 2
          && (name.name().equals("min") || name.name().equals("max"))) {
        Optional<Dim> a = Operators.size(value(call.args().get(0).value()));
        Optional<Dim> b = Operators.size(value(call.args().get(1).value()));
        if (a.isPresent() && b.isPresent()) {
          boolean isMin = name.name().equals("min");
          return new Val.Known(isMin ? Dim.min(a.get(), b.get()) : Dim.max(a.get(), b.get()));
        }
      }
      if (expr instanceof Expr.Binary e) {
        Val left = value(e.left());
        Val right = value(e.right());
        return left.isPoison() || right.isPoison()
            ? Val.POISON
            : c.operators.apply(
                e.op(),
                new Tensors.Operand(left, e.left().span()),
                new Tensors.Operand(right, e.right().span()),
                e.opSpan(),
                e.span());
      }
      if (names == Names.KNOWN && expr instanceof Expr.Name name && isNew(name.name())) {
        throw c.fail(
            Diagnostic.error(
                    Code.TG0306, expr.span(), "There is no size called `" + name.name() + "` here.")
                .note(
                    "A size is named in the type of a parameter, or is one: `%s: dim`; `_` is any."
                        .formatted(name.name()))
                .fixIf(true, expr.span(), "_"));
      }
      return c.expressions.check(expr, scope);
    }

    private void defineNames(Expr expr) {
      switch (expr) {
        case Expr.Name name when isNew(name.name()) -> {
          SizeVar var =
              c.newSize(name.name(), SizeVar.Role.DECLARED, name.span(), "comes from here");
          fresh.add(var);
          scope.define(name.name(), new Val.Known(Dim.of(var)), Optional.of(name.span()));
          c.facts.defined(name.span(), name.name(), new Val.Known(Dim.of(var)));
        }
        case Expr.Unary unary -> defineNames(unary.operand());
        case Expr.Binary binary -> {
          defineNames(binary.left());
          defineNames(binary.right());
        }
        case Expr.Call call -> call.args().forEach(a -> defineNames(a.value()));
        case Expr.Tuple tuple -> tuple.items().forEach(this::defineNames);
        default -> {}
      }
    }

    /** A name of a size is new unless it stands for a size already. */
    private boolean isNew(String name) {
      Optional<Scope.Entry> entry =
          names == Names.NEW_IF_NOT_OWN ? scope.own(name) : scope.find(name);
      return entry.filter(e -> Operators.size(e.val()).isPresent()).isEmpty();
    }
  }
}
