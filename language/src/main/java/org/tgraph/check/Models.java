package org.tgraph.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.tgraph.check.Arguments.Argument;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Statement;
import org.tgraph.type.Kind;

/** Models: their definitions, those of some arguments, and those that data are given to. */
final class Models {
  private final Context c;

  Models(Context c) {
    this.c = c;
  }

  /**
   * Checks the statements of a model of which the parameters are in the scope; the types of its
   * sites, as a record of values of which only these matter.
   */
  Val sites(FunctionDef def, Scope scope) {
    ModelWalk.Listing listing = new ModelWalk.Listing(c);
    Scope inner = scope.inner();
    Span body = def.source().body().span();
    c.facts.scoped(body, inner);
    if (!new ModelWalk(c, def, Map.of(), listing).follow(statements(def), inner)) {
      return Val.POISON;
    }
    Map<String, Val> fields = new LinkedHashMap<>();
    listing.sites.forEach(s -> fields.put(s.name(), c.calls.opaque(s.type(), body)));
    return new Val.Record(fields).nested();
  }

  static List<Statement> statements(FunctionDef def) {
    return ((Expr.Block) def.source().body()).statements();
  }

  /** A model of some arguments; what its sites are is found here, for the sizes of these. */
  Val call(FunctionDef def, Arguments arguments, Span at, Span whole) {
    Map<String, Argument> bound;
    Scope scope;
    if (def.isAnnotated()) {
      c.bodies.ensureChecked(def, at);
      bound = c.calls.bind(def, arguments, whole);
      if (def.signature().isEmpty()) {
        return Val.POISON;
      }
      FunctionDef.Signature signature = def.signature().get();
      Binding binding = new Binding(c, signature.sizes(), signature.kinds());
      Map<String, Val> matched = c.calls.match(def, signature, bound, binding, whole);
      c.facts.solved(whole, def, binding.sizes());
      if (matched.values().stream().anyMatch(Val::isPoison)
          || def.state() != FunctionDef.State.RIGHT) {
        return Val.POISON;
      }
      scope = new Expansion(c, def, binding, matched, whole).scope();
    } else {
      bound = c.calls.bind(def, arguments, whole);
      scope = c.calls.unannotatedScope(def, bound, whole);
    }
    Val.Model bare = new Val.Model(def, scope, whole, Map.of(), Map.of());
    ModelWalk.Listing listing = new ModelWalk.Listing(c);
    Supplier<Boolean> listed = () -> c.building(new GraphBuilder(), () -> walk(bare, listing));
    if (!(def.isAnnotated() ? c.facts.paused(listed) : listed.get())) {
      return Val.POISON;
    }
    Map<String, Site> sites = new LinkedHashMap<>();
    listing.sites.forEach(s -> sites.put(s.name(), s));
    return new Val.Model(def, scope, whole, sites, Map.of());
  }

  private boolean walk(Val.Model model, ModelWalk.Handler handler) {
    FunctionDef def = model.definition();
    return c.inCall(
        def,
        def.called(),
        model.call(),
        true,
        () ->
            new ModelWalk(c, def, model.observed(), handler)
                .follow(statements(def), model.parameters().inner()));
  }

  /** Follows a model that was found right before. */
  void follow(Val.Model model, ModelWalk.Handler handler) {
    if (!c.facts.paused(() -> walk(model, handler))) {
      throw new Reported();
    }
  }

  /** {@code m given {y: data}}: the data must be of the type of the site. */
  Val given(Expr.Given e, Scope scope) {
    Val of = c.expressions.check(e.model(), scope);
    Val data = c.expressions.check(e.data(), scope);
    if (of.isPoison()) {
      return Val.POISON;
    }
    if (!(of instanceof Val.Model model)) {
      Diagnostic d =
          Diagnostic.error(
              Code.TG0603,
              e.model().span(),
              "Only a model can be given data, but this is " + c.tensors.describe(of) + ".");
      throw c.fail(
          of instanceof Val.ModelMaker m
              ? d.note("It takes arguments first: `" + m.definition().head() + "`.")
              : d);
    }
    if (!(data instanceof Val.Record record)) {
      if (data.isPoison()) {
        return Val.POISON;
      }
      throw c.fail(
          Diagnostic.error(
                  Code.TG0603,
                  e.data().span(),
                  "Data are a record with a field for each site that was observed, but this is "
                      + c.tensors.describe(data)
                      + ".")
              .note("`m given {y: data}` gives them."));
    }
    Map<String, Val> observed = new LinkedHashMap<>(model.observed());
    if (!give(model, "", record, e.data(), observed)) {
      return Val.POISON;
    }
    Map<String, Site> sites = new LinkedHashMap<>();
    for (Site site : model.sites().values()) {
      sites.put(site.name(), site);
      if (observed.get(site.name()) instanceof Val.Imputed some) {
        Site missing = Missing.site(site, some);
        sites.put(missing.name(), missing);
      }
    }
    return model.of(sites, observed);
  }

  /**
   * @param prefix of the sites that the record is about: {@code school.} for those of a model that
   *     the site {@code school} stands for
   * @return whether all of it was right
   */
  private boolean give(
      Val.Model model, String prefix, Val.Record record, Expr data, Map<String, Val> observed) {
    boolean isWhole = true;
    for (Map.Entry<String, Val> field : record.fields().entrySet()) {
      String name = prefix + field.getKey();
      Optional<Expr.RecordField> written = written(data, field.getKey());
      Expr part = written.map(Expr.RecordField::value).orElse(data);
      try {
        if (field.getValue() instanceof Val.Record inner && model.hasInside(name)) {
          isWhole &= give(model, name + ".", inner, part, observed);
        } else {
          Span nameAt = written.map(f -> f.name().span()).orElse(data.span());
          observed.put(name, observed(model, name, field.getValue(), nameAt, part.span()));
        }
      } catch (Reported reported) {
        isWhole = false;
      }
    }
    return isWhole;
  }

  private static Optional<Expr.RecordField> written(Expr data, String name) {
    return data instanceof Expr.RecordLit literal
        ? literal.fields().stream().filter(f -> f.name().name().equals(name)).findFirst()
        : Optional.empty();
  }

  private Val observed(Val.Model model, String name, Val val, Span nameAt, Span at) {
    Site site = site(model, name, nameAt);
    c.facts.used(nameAt, site.place());
    if (model.isObserved(site)) {
      throw c.fail(Code.TG0604, nameAt, "The site `" + name + "` was given data before.");
    }
    if (site.isDerived()) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0604,
                  nameAt,
                  "`" + name + "` is derived from other sites, so it cannot be observed.")
              .label(site.place(), "it is derived here")
              .note("A site that is observed has a distribution: `" + name + " ~ …`."));
    }
    return fitted(site, val, at);
  }

  /** A site of the model by its name. */
  Site site(Val.Model model, String name, Span at) {
    Site site = model.sites().get(name);
    if (site != null) {
      return site;
    }
    Diagnostic d =
        Diagnostic.error(
                Code.TG0604,
                at,
                "The model %s has no site `%s`.".formatted(model.definition().called(), name))
            .label(model.definition().source().name().span(), "the model");
    if (model.hasInside(name)) {
      throw c.fail(
          d.note(
              "`%s` stands for the sites of a model: write `{%s: {…}}`, with a field for each."
                  .formatted(name, name)));
    }
    Optional<String> near = Similar.to(name, model.sites().keySet());
    throw c.fail(
        near.isPresent()
            ? d.fix(Fix.replace("write `" + near.get() + "`", at, near.get()))
            : d.note("It has `" + String.join("`, `", model.sites().keySet()) + "`."));
  }

  /** A value as one of the type of a site. */
  Val fitted(Site site, Val val, Span at) {
    if (val.isPoison()) {
      throw new Reported();
    }
    if (val instanceof Val.Imputed some) {
      if (!site.type().element().isIn(Kind.FLOAT)) {
        throw c.fail(Missing.impossible(c, site, at).label(site.place(), "the site"));
      }
      Val whole = fitted(site, new Val.Tensor(some.value()), some.at());
      return new Val.Imputed(c.tensors.value(whole, at), some.places(), some.at());
    }
    String what = "the site `" + site.name() + "`";
    return c.statements.conformTo(site.type(), new Argument(Optional.empty(), val, at), what);
  }
}
