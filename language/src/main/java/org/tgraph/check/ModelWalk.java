package org.tgraph.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;
import org.tgraph.syntax.Ident;
import org.tgraph.syntax.Statement;
import org.tgraph.type.Kind;

/**
 * Follows the statements of a model. What a site stands for, and what becomes of its distribution,
 * is for the handler to say: a model is written once, and means a density, a sampler or a list of
 * sites, as whoever follows it likes.
 */
final class ModelWalk {
  /** What the walk asks for and tells, in the order of the statements. */
  interface Handler {
    /**
     * The value of a site, which is of the site's type.
     *
     * @param given the data of the site, if it was observed
     */
    Val site(Site site, Val.Distribution of, Optional<Val> given);

    /** A value that the model derives, a tensor. */
    default void derived(Site site, Value value) {}

    /** What {@code factor} adds to the log density, a tensor of floats whose elements count. */
    default void factor(Value terms, Span at) {}
  }

  private final Context c;
  private final FunctionDef model;
  private final Map<String, Val> observed;
  private final Optional<Around> around;
  private final Handler handler;
  private final Map<String, Ident> named = new HashMap<>();
  private final Map<String, Val> values = new LinkedHashMap<>();
  private boolean isWhole = true;

  /** The model that states a model as one of its sites, with the name of that and a dot. */
  private record Around(ModelWalk walk, String prefix) {}

  /**
   * @param observed the data that its sites were given
   */
  ModelWalk(Context c, FunctionDef model, Map<String, Val> observed, Handler handler) {
    this(c, model, observed, Optional.empty(), handler);
  }

  private ModelWalk(
      Context c,
      FunctionDef model,
      Map<String, Val> observed,
      Optional<Around> around,
      Handler handler) {
    this.c = c;
    this.model = model;
    this.observed = observed;
    this.around = around;
    this.handler = handler;
  }

  /**
   * Follows all statements, also behind one with a mistake.
   *
   * @param scope has the parameters of the model; gets what it names
   * @return whether there was no mistake
   */
  boolean follow(List<Statement> statements, Scope scope) {
    Map<String, Span> around = c.sites;
    c.sites = stated(statements);
    try {
      for (Statement statement : statements) {
        try {
          follow(statement, scope);
        } catch (Reported reported) {
          isWhole = false;
        }
      }
      return isWhole;
    } finally {
      c.sites = around;
    }
  }

  private static Map<String, Span> stated(List<Statement> statements) {
    Map<String, Span> stated = new HashMap<>();
    for (Statement statement : statements) {
      switch (statement) {
        case Statement.Site s -> stated.putIfAbsent(s.name().name(), s.name().span());
        case Statement.Derived s -> stated.putIfAbsent(s.name().name(), s.name().span());
        default -> {}
      }
    }
    return stated;
  }

  private void follow(Statement statement, Scope scope) {
    switch (statement) {
      case Statement.Site s -> site(s, scope);
      case Statement.Derived s -> derived(s, scope);
      case Statement.Factor s -> factor(s, scope);
      default -> c.statements.simple(statement, scope);
    }
  }

  private void site(Statement.Site s, Scope scope) {
    name(s.name());
    Val val = Val.POISON;
    try {
      Sites sites = new Sites(c);
      sites.spelled(s, scope);
      Val found = c.expressions.check(s.distribution(), scope);
      if (found instanceof Val.Model inner) {
        val = inside(s, inner);
      } else {
        Val.Distribution of = sites.distribution(found, s);
        Site site = placed(sites.of(s, of, scope));
        Optional<Val> data = given(s.name().name());
        if (data.orElse(null) instanceof Val.Imputed some) {
          data = Optional.of(Missing.completed(c, site, of, some, handler));
        }
        val = handler.site(site, of, data);
      }
      values.put(s.name().name(), val);
    } finally {
      c.facts.defined(s.name().span(), s.name().name(), val);
      scope.define(s.name().name(), val, Optional.of(s.name().span()));
    }
  }

  /** The sites of a model that a site stands for, whose values are a record. */
  private Val inside(Statement.Site s, Val.Model inner) {
    if (s.type().isPresent()) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0602,
                  s.type().get().span(),
                  "`%s` stands for the sites of a model, each of which has a type of its own."
                      .formatted(s.name().name()))
              .fix(
                  Fix.replace(
                      "leave the type out",
                      s.name().span().to(s.type().get().span()),
                      s.name().name())));
    }
    Around here = new Around(this, s.name().name() + ".");
    FunctionDef def = inner.definition();
    ModelWalk walk = new ModelWalk(c, def, inner.observed(), Optional.of(here), handler);
    boolean isRight =
        c.facts.paused(() ->
            c.inCall(
                def,
                def.called(),
                inner.call(),
                true,
                () -> walk.follow(Models.statements(def), inner.parameters().inner())));
    if (!isRight) {
      throw new Reported();
    }
    return new Val.Record(walk.values);
  }

  /** The data of a site of this model: given to it, or else to one that it is in. */
  private Optional<Val> given(String name) {
    Optional<Val> own = Optional.ofNullable(observed.get(name));
    return own.isPresent() ? own : around.flatMap(a -> a.walk.given(a.prefix + name));
  }

  /** The site under its name in the outermost model. */
  private Site placed(Site site) {
    if (around.isEmpty()) {
      return site;
    }
    Around a = around.get();
    boolean hasData = site.isGiven() || observed.containsKey(site.name());
    return a.walk.placed(site.within(a.prefix, hasData));
  }

  private void derived(Statement.Derived s, Scope scope) {
    name(s.name());
    Val val = Val.POISON;
    try {
      Val found = c.expressions.check(s.value(), scope);
      Span at = s.value().span();
      if (found.isPoison()) {
        throw new Reported();
      }
      found =
          s.type().isPresent()
              ? c.statements.declared(found, s.type().get(), at, scope)
              : c.expressions.strong(found, at);
      Value value = c.tensors.value(found, at);
      val = new Val.Tensor(value);
      Site site = new Site(s.name().name(), value.type(), Optional.empty(), false, s.name().span());
      handler.derived(placed(site), value);
      values.put(s.name().name(), val);
    } finally {
      c.facts.defined(s.name().span(), s.name().name(), val);
      scope.define(s.name().name(), val, Optional.of(s.name().span()));
    }
  }

  private void factor(Statement.Factor s, Scope scope) {
    Val val = c.expressions.check(s.value(), scope);
    if (val.isPoison()) {
      throw new Reported();
    }
    if (val instanceof Val.Distribution) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0413,
                  s.value().span(),
                  "`factor` adds floats to the log density, but this is a distribution.")
              .note("`factor log_density(d, x)` adds what the distribution says of `x`."));
    }
    Value value = c.tensors.value(val, s.value().span());
    if (!value.type().element().isIn(Kind.FLOAT)) {
      throw c.fail(
          Code.TG0401,
          s.value().span(),
          "`factor` adds floats to the log density, but this is `%s`."
              .formatted(c.text(value.type())));
    }
    handler.factor(value, s.value().span());
  }

  /** Each name is one site, and none of a parameter, which would hide what was given. */
  private void name(Ident name) {
    Ident before = named.putIfAbsent(name.name(), name);
    if (before != null) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0202, name.span(), "The site `" + name.name() + "` is stated twice.")
              .label(before.span(), "it is stated here first"));
    }
    for (Statement.Param param : model.source().params()) {
      if (param.name().name().equals(name.name())) {
        throw c.fail(
            Diagnostic.error(
                    Code.TG0202,
                    name.span(),
                    "`%s` is a parameter of the model, so it cannot be a site too."
                        .formatted(name.name()))
                .label(param.name().span(), "it is a parameter here")
                .note(
                    "What was observed is no parameter: leave it out there, and write `m given"
                        + " {%s: data}` of the model `m`.".formatted(name.name())));
      }
    }
  }

  /** All sites and what is derived, in order, by a walk with values of which only types matter. */
  static final class Listing implements Handler {
    private final Context c;
    final List<Site> sites = new ArrayList<>();

    Listing(Context c) {
      this.c = c;
    }

    @Override
    public Val site(Site site, Val.Distribution of, Optional<Val> given) {
      sites.add(site);
      return new Val.Tensor(c.builder().opaque(site.type(), site.name()));
    }

    @Override
    public void derived(Site site, Value value) {
      sites.add(site);
    }
  }
}
