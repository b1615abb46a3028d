package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.prelude.Prelude;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Statement;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;
import org.tgraph.type.Truth;
import org.tgraph.type.Type;

/**
 * The types of sites: that of the distribution, or the one that is declared, which may repeat it.
 */
final class Sites {
  private final Context c;

  Sites(Context c) {
    this.c = c;
  }

  /** Other languages write distributions in lower case: {@code y ~ normal(mu, sigma)}. */
  void spelled(Statement.Site s, Scope scope) {
    if (!(s.distribution() instanceof Expr.Call call)
        || !(call.function() instanceof Expr.Name n)) {
      return;
    }
    String plain = n.name().replace("_", "");
    Optional<String> meant =
        Prelude.DISTRIBUTIONS.stream()
            .filter(d -> d.equalsIgnoreCase(plain) && !d.equals(n.name()))
            .findFirst();
    if (meant.isPresent()
        && scope.find(n.name()).filter(e -> !(e.val() instanceof Val.Prelude)).isEmpty()) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0601,
                  n.span(),
                  "The distribution is called `%s`, with an upper-case letter."
                      .formatted(meant.get()))
              .fix(Fix.replace("write `" + meant.get() + "`", n.span(), meant.get())));
    }
  }

  /** What stands behind {@code ~}, which must be a distribution. */
  Val.Distribution distribution(Val found, Statement.Site s) {
    Span at = s.distribution().span();
    String name = s.name().name();
    if (found.isPoison()) {
      throw new Reported();
    }
    if (found instanceof Val.Distribution d) {
      return d;
    }
    Diagnostic d =
        Diagnostic.error(
            Code.TG0601,
            at,
            "A distribution is needed behind `~`, but this is " + c.tensors.describe(found) + ".");
    throw c.fail(
        switch (found) {
          case Val.Prelude p when Character.isUpperCase(p.builtin().name().charAt(0)) ->
              d.note("It takes parameters: `" + p.builtin().signature() + "`.");
          case Val.ModelMaker m ->
              d.note("It takes arguments first: `" + m.definition().head() + "`.");
          case Val v when Tensors.isTensor(v) ->
              d.fix(
                  Fix.replace(
                      "if the value is known, write `derived " + name + " = …`",
                      s.name().span().to(at),
                      "derived " + name + " = " + at.text()));
          default -> d;
        });
  }

  /** The site that the statement declares. */
  Site of(Statement.Site s, Val.Distribution d, Scope scope) {
    TensorType type = s.type().isPresent() ? declared(s, d.type(), scope) : found(s, d.type());
    Type.Distribution of = d.type();
    int event = of.event().rank();
    Shape known = type.shape().slice(type.rank() - event, type.rank());
    return new Site(
        s.name().name(),
        type,
        Optional.of(new Type.Distribution(of.family(), of.element(), of.batch(), known)),
        false,
        s.name().span());
  }

  private TensorType found(Statement.Site s, Type.Distribution d) {
    if (d.event().dims().stream().anyMatch(Sites::isAny)) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0602,
                  s.name().span(),
                  "`%s` does not say how many numbers `%s` has."
                      .formatted(d.family(), s.name().name()))
              .note("A type does: `%s: f64[K] ~ …`.".formatted(s.name().name())));
    }
    return d.draw();
  }

  private static boolean isAny(Dim size) {
    return size.variables().stream().anyMatch(SizeVar::isHole);
  }

  private TensorType declared(Statement.Site s, Type.Distribution d, Scope scope) {
    Span at = s.type().get().span();
    Type type = c.types.known(s.type().get(), scope);
    if (!(type instanceof TensorType t)) {
      throw c.fail(
          Code.TG0602, at, "A site is a tensor, but `%s` is none.".formatted(c.text(type)));
    }
    if (!t.element().equals(d.element())) {
      throw c.fail(
          shown(
                  Diagnostic.error(
                      Code.TG0602,
                      at,
                      "`%s` is declared with elements of `%s`, but its distribution has `%s`."
                          .formatted(s.name().name(), t.element(), d.element())),
                  s,
                  d)
              .fixIf(true, at, new TensorType(d.element(), t.shape()).text(SizeVar::shown)));
    }
    TensorType whole = filled(t, d, s);
    compare(s, d, whole, at);
    return whole;
  }

  /** The type with the sizes of the distribution where it has {@code _}. */
  private TensorType filled(TensorType t, Type.Distribution d, Statement.Site s) {
    List<Dim> dims = new ArrayList<>(t.shape().dims());
    List<Dim> of = d.draw().shape().dims();
    for (int i = 0; i < dims.size(); i++) {
      int place = i - (dims.size() - of.size());
      if (isAny(dims.get(i))) {
        if (place < 0 || isAny(of.get(place))) {
          throw c.fail(
              shown(
                  Diagnostic.error(
                      Code.TG0602,
                      s.type().get().span(),
                      "The distribution does not say what `_` is here: a size is needed."),
                  s,
                  d));
        }
        dims.set(i, of.get(place));
      }
    }
    return t.withShape(new Shape(dims));
  }

  /** The last axes must be those of the distribution; what stands before repeats it. */
  private void compare(Statement.Site s, Type.Distribution d, TensorType t, Span at) {
    List<Dim> of = new ArrayList<>(d.draw().shape().dims());
    if (t.rank() < of.size()) {
      throw c.fail(
          shown(
              Diagnostic.error(
                  Code.TG0602,
                  at,
                  "`%s` is declared with %s, but its distribution has %d."
                      .formatted(s.name().name(), ShapeMessages.axes(t.rank()), of.size())),
              s,
              d));
    }
    int before = t.rank() - of.size();
    for (int i = 0; i < of.size(); i++) {
      Dim wanted = of.get(i);
      Dim size = t.dim(before + i);
      boolean isRepeated = i < d.batch().rank() && wanted.equals(Dim.ONE);
      if (!isRepeated && !isAny(wanted) && c.isEqual(wanted, size) != Truth.YES) {
        String[] sizes = c.names.pair(size, wanted);
        throw c.fail(
            c.names.explain(
                shown(
                    Diagnostic.error(
                        Code.TG0602,
                        at,
                        "Axis %d of `%s` is declared as `%s`, but its distribution has `%s`."
                            .formatted(before + i, s.name().name(), sizes[0], sizes[1])),
                    s,
                    d),
                size,
                wanted));
      }
    }
  }

  private Diagnostic shown(Diagnostic diagnostic, Statement.Site s, Type.Distribution d) {
    return diagnostic.label(s.distribution().span(), "this is `" + c.text(d) + "`");
  }
}
