package org.tgraph.check;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Ident;
import org.tgraph.syntax.TypeExpr;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.TensorType;

/** Checks an expression: finds what it stands for, and makes its equations. */
public final class Expressions {
  private final Context c;

  Expressions(Context c) {
    this.c = c;
  }

  /** What the expression stands for; {@link Val#POISON} after a mistake in it. */
  public Val check(Expr expr, Scope scope) {
    return check(expr, () -> of(expr, scope));
  }

  /** The same for what is called. That it may not be called here is found by the call. */
  Val callee(Expr expr, Scope scope) {
    return expr instanceof Expr.Name e ? check(e, () -> name(e, scope)) : check(expr, scope);
  }

  private Val check(Expr expr, Supplier<Val> meaning) {
    c.checkCancelled();
    try {
      Val val = meaning.get();
      c.facts.typed(expr.span(), val);
      return val;
    } catch (Reported reported) {
      return Val.POISON;
    } catch (ArithmeticException overflow) {
      c.report(Diagnostic.error(Code.TG0317, expr.span(), "A size here does not fit 64 bits."));
      return Val.POISON;
    }
  }

  private Val of(Expr expr, Scope scope) {
    return switch (expr) {
      case Expr.IntLit e -> new Val.WeakInt(integer(e));
      case Expr.FloatLit e -> new Val.WeakFloat(real(e.digits(), e.span()));
      case Expr.ImagLit e -> new Val.WeakComplex(0, real(e.digits(), e.span()));
      case Expr.BoolLit e -> new Val.Flag(e.value());
      case Expr.StrLit e -> new Val.Str(e.value());
      case Expr.NoneLit e -> Val.NOTHING;
      case Expr.Name e -> {
        Val val = name(e, scope);
        switch (val) {
          case Val.Defined d -> c.rejectRecursion(d.definition(), e.span());
          case Val.Lambda lambda -> c.rejectRecursion(lambda, e.span());
          default -> {}
        }
        yield val;
      }
      case Expr.Field e -> field(e, scope);
      case Expr.Part e -> part(e, scope);
      case Expr.Call e -> c.calls.call(e, scope);
      case Expr.Pipe e -> c.calls.pipe(e, scope);
      case Expr.Index e -> c.indexing.index(e, scope);
      case Expr.Unary e -> c.operators.unary(e, scope);
      case Expr.Binary e -> c.operators.binary(e, scope);
      case Expr.Tuple e -> c.tensors.written(new Val.Tuple(all(e.items(), scope)), e);
      case Expr.ListLit e -> list(e, scope);
      case Expr.RecordLit e -> record(e.fields(), scope);
      case Expr.Lambda e -> new Val.Lambda(e, scope);
      case Expr.Block e -> c.statements.block(e, scope);
      case Expr.If e -> c.branches.branch(e, scope);
      case Expr.For e -> c.loops.comprehension(e, scope);
      case Expr.As e -> coerce(e, scope);
      case Expr.With e -> new Updates(c).update(e, scope);
      case Expr.Given e -> c.models.given(e, scope);
      case Expr.Broken e -> Val.POISON;
    };
  }

  private static String plain(String digits) {
    return digits.replace("_", "");
  }

  private double real(String digits, Span span) {
    double number = Double.parseDouble(plain(digits));
    if (Double.isInfinite(number)) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0403, span, "The number `" + span.text() + "` does not fit `f64`.")
              .note("`f64` holds numbers up to about 1.8e308; `inf` is infinity."));
    }
    return number;
  }

  static BigInteger integer(Expr.IntLit literal) {
    String digits = plain(literal.digits()).toLowerCase(Locale.ROOT);
    if (digits.startsWith("0x")) {
      return new BigInteger(digits.substring(2), 16);
    }
    if (digits.startsWith("0b")) {
      return new BigInteger(digits.substring(2), 2);
    }
    if (digits.startsWith("0o")) {
      return new BigInteger(digits.substring(2), 8);
    }
    return new BigInteger(digits);
  }

  private List<Val> all(List<Expr> exprs, Scope scope) {
    List<Val> vals = new ArrayList<>(exprs.size());
    for (Expr expr : exprs) {
      vals.add(check(expr, scope));
    }
    return vals;
  }

  private Val list(Expr.ListLit list, Scope scope) {
    List<Val> items = all(list.items(), scope);
    return items.stream().anyMatch(Val::isPoison) ? Val.POISON : new Val.Items(items, list);
  }

  private Val record(List<Expr.RecordField> fields, Scope scope) {
    Map<String, Val> vals = new LinkedHashMap<>();
    for (Expr.RecordField field : fields) {
      Val val = check(field.value(), scope);
      Ident name = field.name();
      if (vals.put(name.name(), strong(val, field.value().span())) != null) {
        Ident first =
            fields.stream()
                .map(Expr.RecordField::name)
                .filter(n -> n.name().equals(name.name()))
                .findFirst()
                .orElse(name);
        c.report(
            Diagnostic.error(
                    Code.TG0202, name.span(), "The field `" + name.name() + "` is given twice.")
                .label(first.span(), "it is given here first"));
      }
    }
    return new Val.Record(vals);
  }

  /**
   * The value once it has a name: a bare number has the type it has alone, a whole number is known.
   */
  Val strong(Val val, Span span) {
    return switch (val) {
      case Val.WeakInt i when Tensors.fits(i.value(), DType.I64) ->
          new Val.Known(Dim.of(i.value().longValue()));
      case Val.Weak w -> new Val.Tensor(c.tensors.value(w, span));
      case Val.Items items when Tensors.isTensor(items) ->
          new Val.Tensor(c.tensors.value(items, span));
      case Val.Tuple t ->
          new Val.Tuple(t.parts().stream().map(p -> strong(p, span)).toList(), t.names());
      default -> val;
    };
  }

  private Val name(Expr.Name e, Scope scope) {
    Optional<Scope.Entry> entry = scope.find(e.name());
    if (entry.isPresent()) {
      entry.get().place().ifPresent(place -> c.facts.used(e.span(), place));
      return entry.get().val();
    }
    if (scope.findElement(e.name()).isPresent()) {
      return new Val.Conversion(scope.findElement(e.name()).get());
    }
    if (DType.named(e.name()).isPresent()) {
      return new Val.Conversion(DType.named(e.name()).get());
    }
    throw unknownName(e, scope);
  }

  private Reported unknownName(Expr.Name e, Scope scope) {
    Span below = c.later.get(e.name());
    c.recording.below(e.name(), Optional.ofNullable(below));
    if (below != null && c.now(below).source() == c.now(e.span()).source()) {
      return c.fail(
          Diagnostic.error(
                  Code.TG0201, e.span(), "`" + e.name() + "` is used before it is defined.")
              .label(below, "it is defined here"));
    }
    Span stated = c.sites.get(e.name());
    if (stated != null && stated.source() == e.span().source()) {
      return c.fail(
          Diagnostic.error(
                  Code.TG0201, e.span(), "`" + e.name() + "` has no value yet where it is used.")
              .label(stated, "it is stated here")
              .note(
                  "A site is stated below those that it depends on. Sites that depend on each other"
                      + " are no model; `factor` adds to the density what ties them."));
    }
    Diagnostic diagnostic =
        Diagnostic.error(Code.TG0201, e.span(), "There is nothing called `" + e.name() + "` here.");
    Optional<String> foreign = Foreign.name(e.name());
    Optional<String> near =
        foreign
            .filter(name -> scope.find(name).isPresent() || DType.named(name).isPresent())
            .or(() -> scope.inModule(foreign.orElse(e.name())))
            .or(() -> foreign)
            .or(() -> Similar.to(e.name(), scope.names()));
    Optional<String> advice = Instead.of(e.name());
    if (advice.isPresent()) {
      diagnostic = diagnostic.note(advice.get());
    } else if (near.isPresent()) {
      diagnostic = diagnostic.fix(Fix.replace("write `" + near.get() + "`", e.span(), near.get()));
    }
    return c.fail(diagnostic);
  }

  private Val part(Expr.Part e, Scope scope) {
    Val target = check(e.target(), scope);
    return switch (target) {
      case Val.Poison p -> target;
      case Val.Tuple t when e.index() < t.parts().size() -> t.parts().get(e.index());
      case Val.Tuple t ->
          throw c.fail(
              Diagnostic.error(
                      Code.TG0305,
                      e.indexSpan(),
                      "There is no part %d: the tuple has %d."
                          .formatted(e.index(), t.parts().size()))
                  .label(e.target().span(), "this is `" + c.text(t.type()) + "`")
                  .note("Parts are counted from 0.")
                  .fixIf(
                      e.index() == t.parts().size() && e.index() > 0,
                      e.indexSpan(),
                      Long.toString(e.index() - 1)));
      default ->
          throw c.fail(
              Code.TG0405,
              e.indexSpan(),
              "Only a tuple has parts, but this is " + c.tensors.describe(target) + ".");
    };
  }

  private Val field(Expr.Field e, Scope scope) {
    rejectPrefix(e, scope);
    Val target = check(e.target(), scope);
    String name = e.name().name();
    Span at = e.name().span();
    switch (target) {
      case Val.Poison p -> {
        return target;
      }
      case Val.Record r -> {
        Val field = r.fields().get(name);
        if (field != null) {
          return field;
        }
        if (r.fields().values().stream().anyMatch(Val::isPoison)) {
          throw new Reported();
        }
        throw unknownField(e, "`" + c.text(r.type()) + "`", r.fields().keySet());
      }
      case Val.Tuple t when t.names().contains(name) -> {
        return t.parts().get(t.names().indexOf(name));
      }
      case Val.Draws d -> {
        Optional.ofNullable(d.places().get(name)).ifPresent(place -> c.facts.used(at, place));
        Val drawn = d.named().fields().get(name);
        if (drawn == null && d.places().containsKey(name)) {
          throw notDrawn(e);
        }
        return part(d.named(), e, "the draws");
      }
      case Val.Table t -> {
        return part(t.rows().nested(), e, "the table");
      }
      case Val.Distribution d -> {
        return new Distributions(c).field(d, name, at);
      }
      case Val.Module m -> {
        Optional<Scope.Entry> entry = m.scope().own(name);
        if (entry.isPresent()) {
          entry.get().place().ifPresent(place -> c.facts.used(at, place));
          return entry.get().val();
        }
        throw unknownMember(e, m, scope);
      }
      default -> {
        Optional<Val> attribute = Attributes.of(c, target, name, e.target().span(), at);
        if (attribute.isPresent()) {
          return attribute.get();
        }
        if (Tensors.isTensor(target)) {
          if (scope.find(name).filter(f -> f.val() instanceof Val.Function).isPresent()) {
            throw notMethod(e);
          }
          throw unknownField(e, "a tensor", Attributes.NAMES);
        }
        Diagnostic d =
            Diagnostic.error(
                    Code.TG0405,
                    at,
                    "There is no `." + name + "` on " + c.tensors.describe(target) + ".")
                .label(e.target().span(), "this is " + c.tensors.describe(target));
        if (target instanceof Val.Tuple t && !t.names().isEmpty()) {
          d = d.note("Its parts are `." + String.join("`, `.", t.names()) + "`.");
          Optional<String> near = Similar.to(name, t.names());
          d = d.fixIf(near.isPresent(), at, near.orElse(""));
        } else if (target instanceof Val.Tuple t) {
          OptionalInt part = ResultNames.place(name);
          d =
              d.fixIf(
                  part.isPresent() && part.getAsInt() < t.parts().size(),
                  at,
                  Integer.toString(part.orElse(0)));
        }
        throw c.fail(d);
      }
    }
  }

  private Reported notDrawn(Expr.Field e) {
    String name = e.name().name();
    return c.fail(
        Diagnostic.error(
                Code.TG0203,
                e.name().span(),
                "There is no `%s` in the draws: it was observed, or is added up over."
                    .formatted(name))
            .note(
                ("`predict(m, draws).%s` has draws of what is observed, `recover(m, draws).%s` of"
                        + " what is added up over.")
                    .formatted(name, name)));
  }

  private Val part(Val.Record parts, Expr.Field e, String of) {
    Val part = parts.fields().get(e.name().name());
    if (part == null) {
      throw unknownField(e, of, parts.fields().keySet());
    }
    return part;
  }

  /** {@code np.exp}, {@code np.linalg.inv}: what NumPy has in modules is in the prelude. */
  private void rejectPrefix(Expr.Field e, Scope scope) {
    Expr prefix = e.target();
    while (prefix instanceof Expr.Field f && Foreign.MODULES.contains(f.name().name())) {
      prefix = f.target();
    }
    if (!(prefix instanceof Expr.Name module)
        || scope.find(module.name()).isPresent()
        || !Foreign.MODULES.contains(module.name())) {
      return;
    }
    String name = e.name().name();
    Optional<String> inModule =
        e.target() instanceof Expr.Field f
            ? scope.inModule(name).filter(found -> found.equals(f.name().name() + "." + name))
            : Optional.empty();
    Optional<String> here =
        inModule.or(() ->
            Stream.of(Optional.of(name), Foreign.name(name))
                .flatMap(Optional::stream)
                .filter(n -> isKnown(n, scope))
                .findFirst());
    if (here.isPresent()) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0201,
                  prefix.span(),
                  "There is no `%s` here; `%s` needs no prefix."
                      .formatted(module.name(), here.get()))
              .fixIf(true, e.span(), here.get()));
    }
    Optional<String> advice = Instead.of(name);
    if (advice.isPresent()) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0201,
                  e.span(),
                  "There is no `%s`, nor a `%s`.".formatted(module.name(), name))
              .note(advice.get()));
    }
  }

  private static boolean isKnown(String name, Scope scope) {
    return scope.find(name).isPresent() || DType.named(name).isPresent() || name.equals("none");
  }

  /** {@code x.sum()}: reductions are functions. */
  private Reported notMethod(Expr.Field e) {
    String name = e.name().name();
    Diagnostic d =
        Diagnostic.error(
                Code.TG0203,
                e.name().span(),
                "There is no `%s` in a tensor: it is a function.".formatted(name))
            .label(e.target().span(), "this is the tensor: `" + name + "(…)` takes it");
    String text = e.span().source().text();
    int end = e.span().end();
    if (text.startsWith("(", end)) {
      boolean isEmpty = text.startsWith(")", end + 1);
      String target = e.target().span().text();
      d =
          d.fix(
              Fix.replace(
                  "write `%s(%s%s)`".formatted(name, target, isEmpty ? "" : ", …"),
                  e.span().source().span(e.span().start(), end + 1),
                  name + "(" + target + (isEmpty ? "" : ", ")));
    }
    return c.fail(d);
  }

  /** {@code linalg.exp}: what is not in a module of the prelude may be beside it. */
  private Reported unknownMember(Expr.Field e, Val.Module module, Scope scope) {
    String name = e.name().name();
    String of = "the module `" + module.name() + "`";
    Optional<String> here =
        scope
            .find(name)
            .filter(f -> f.val() instanceof Val.Prelude)
            .map(f -> name)
            .or(() -> scope.inModule(name));
    if (here.isEmpty() || !module.isOfPrelude()) {
      return unknownField(e, of, module.scope().own().keySet());
    }
    return c.fail(
        Diagnostic.error(Code.TG0203, e.name().span(), "There is no `" + name + "` in " + of + ".")
            .fix(Fix.replace("write `" + here.get() + "`", e.span(), here.get())));
  }

  private Reported unknownField(Expr.Field e, String of, Collection<String> names) {
    String name = e.name().name();
    Diagnostic diagnostic =
        Diagnostic.error(Code.TG0203, e.name().span(), "There is no `" + name + "` in " + of + ".");
    Optional<String> near =
        Foreign.name(name).filter(names::contains).or(() -> Similar.to(name, names));
    if (near.isPresent()) {
      diagnostic =
          diagnostic.fix(Fix.replace("write `" + near.get() + "`", e.name().span(), near.get()));
    } else if (names.size() <= 12 && !names.isEmpty()) {
      diagnostic = diagnostic.note("There are `" + String.join("`, `", names) + "`.");
    }
    return c.fail(diagnostic);
  }

  private Val coerce(Expr.As e, Scope scope) {
    Val val = check(e.value(), scope);
    if (val.isPoison() || e.type() instanceof TypeExpr.Broken) {
      return Val.POISON;
    }
    return new Coercion(c).of(val, e, scope);
  }

  /** The type of what a tensor-like value is. */
  static TensorType tensorType(Val val) {
    return (TensorType) val.type();
  }
}
