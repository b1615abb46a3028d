package org.tgraph.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
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
    /** The value of a site, which is of the site's type. */
    Val site(Site site, Val.Distribution of);

    /** A value that the model derives, a tensor. */
    default void derived(Site site, Value value) {}

    /** What {@code factor} adds to the log density, a tensor of floats whose elements count. */
    default void factor(Value terms, Span at) {}
  }

  private final Context c;
  private final FunctionDef model;
  private final Handler handler;
  private final Map<String, Ident> named = new HashMap<>();
  private boolean isWhole = true;

  ModelWalk(Context c, FunctionDef model, Handler handler) {
    this.c = c;
    this.model = model;
    this.handler = handler;
  }

  /**
   * Follows all statements, also behind one with a mistake.
   *
   * @param scope has the parameters of the model; gets what it names
   * @return whether there was no mistake
   */
  boolean follow(List<Statement> statements, Scope scope) {
    for (Statement statement : statements) {
      try {
        follow(statement, scope);
      } catch (Reported reported) {
        isWhole = false;
      }
    }
    return isWhole;
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
      Val.Distribution of = sites.distribution(found, s);
      Site site = sites.of(s, of, scope);
      val = handler.site(site, of);
    } finally {
      c.facts.defined(s.name().span(), s.name().name(), val);
      scope.define(s.name().name(), val, Optional.of(s.name().span()));
    }
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
      Site site = new Site(s.name().name(), value.type(), Optional.empty(), s.name().span());
      handler.derived(site, value);
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
    public Val site(Site site, Val.Distribution of) {
      sites.add(site);
      return new Val.Tensor(c.builder().opaque(site.type(), site.name()));
    }

    @Override
    public void derived(Site site, Value value) {
      sites.add(site);
    }
  }
}
