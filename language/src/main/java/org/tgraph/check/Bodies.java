package org.tgraph.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Ident;
import org.tgraph.syntax.Statement;
import org.tgraph.syntax.TypeExpr;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.SizeVar;
import org.tgraph.type.Type;

/** Checks the bodies of functions with a signature: once, for all sizes. */
final class Bodies {
  private static final List<String> KINDS =
      List.of("bool", "int", "float", "complex", "real", "numeric", "any");

  /**
   * A function whose body is being checked.
   *
   * @param called the functions that led to it from the body that is being checked around it
   */
  private record Running(FunctionDef def, List<String> called) {}

  private final Context c;
  private final Deque<Running> running = new ArrayDeque<>();

  Bodies(Context c) {
    this.c = c;
  }

  /** Checks the body of a function for all sizes, once. */
  void ensureChecked(FunctionDef def, Span use) {
    if (def.isAnnotated() && c.recheck.isPresent() && c.recheck.get().enter(def, use)) {
      return;
    }
    if (!def.isAnnotated()
        || def.state() == FunctionDef.State.RIGHT
        || def.state() == FunctionDef.State.WRONG) {
      return;
    }
    if (def.state() == FunctionDef.State.RUNNING) {
      throw recursion(def, use);
    }
    check(def);
  }

  /** Checks the body, whether it was checked before or not. */
  void check(FunctionDef def) {
    def.state(FunctionDef.State.RUNNING);
    long before = c.errors();
    running.addLast(new Running(def, c.called()));
    def.keys(c.apart(() -> c.keys.ofFunction(() -> checkBody(def))));
    running.removeLast();
    def.state(
        c.errors() == before && def.signature().isPresent()
            ? FunctionDef.State.RIGHT
            : FunctionDef.State.WRONG);
  }

  /** Reports that a function whose body is being checked is called in it. */
  Reported recursion(FunctionDef def, Span use) {
    return c.recursion(pathFrom(def), use, Optional.of(def.source().name().span()));
  }

  /** The functions from the given one on, each of which calls the next. */
  private List<String> pathFrom(FunctionDef def) {
    List<String> path = new ArrayList<>();
    for (Running one : running) {
      if (!path.isEmpty()) {
        path.addAll(one.called);
      }
      if (!path.isEmpty() || one.def == def) {
        path.add(one.def.called());
      }
    }
    path.addAll(c.called());
    return path;
  }

  /** Returns the keys in the parameters, in order. */
  private List<Val.Key> checkBody(FunctionDef def) {
    Statement.Fn fn = def.source();
    Scope scope = def.scope().inner();
    c.facts.scoped(fn.span(), scope);
    List<SizeVar> sizes = new ArrayList<>();
    List<Element.Variable> kinds = new ArrayList<>();
    List<Type> params = new ArrayList<>();
    Optional<Type> result = Optional.empty();
    try {
      kinds(fn, scope, kinds);
      for (Statement.Param param : fn.params()) {
        if (param.type().get() instanceof TypeExpr.Named n && n.name().name().equals("dim")) {
          SizeVar var =
              c.newSize(
                  param.name().name(),
                  SizeVar.Role.DECLARED,
                  param.name().span(),
                  "is this argument");
          sizes.add(var);
          scope.define(
              param.name().name(), new Val.Known(Dim.of(var)), Optional.of(param.name().span()));
        }
      }
      for (Statement.Param param : fn.params()) {
        int before = sizes.size();
        params.add(c.types.parameter(param.type().get(), scope, sizes));
        sizes.subList(before, sizes.size()).forEach(v -> c.declaredIn(v, param.span()));
      }
      if (fn.result().isPresent()) {
        result = Optional.of(c.types.known(fn.result().get(), scope));
      }
    } catch (Reported reported) {
      def.signature(Optional.empty());
      return List.of();
    }
    List<Val.Key> keys = new ArrayList<>();
    for (int i = 0; i < params.size(); i++) {
      Ident name = fn.params().get(i).name();
      if (!(params.get(i) instanceof Type.Size)) {
        Val val = c.calls.opaque(params.get(i), name.span());
        keys.addAll(KeyUses.in(val));
        c.facts.defined(name.span(), name.name(), val);
        scope.define(name.name(), val, Optional.of(name.span()));
      }
    }
    def.signature(Optional.of(new FunctionDef.Signature(sizes, kinds, params, result)));
    Val val = def.isModel() ? c.models.sites(def, scope) : c.expressions.check(fn.body(), scope);
    Span at = resultSpan(fn.body());
    if (result.isPresent() && !val.isPoison()) {
      try {
        conformResult(def, val, result.get(), at);
      } catch (Reported reported) {
        // The callers go by the signature.
      }
    } else if (result.isEmpty()) {
      Optional<Type> found = Optional.empty();
      try {
        found = val.isPoison() ? found : Optional.of(c.expressions.strong(val, at).type());
      } catch (Reported reported) {
        // What calls it is not checked further.
      }
      def.signature(Optional.of(new FunctionDef.Signature(sizes, kinds, params, found)));
    }
    return keys;
  }

  private void kinds(Statement.Fn fn, Scope scope, List<Element.Variable> kinds) {
    for (Statement.KindParam param : fn.kinds()) {
      Kind kind = Kind.named(param.kind().name());
      if (kind == null) {
        Diagnostic d =
            Diagnostic.error(
                    Code.TG0205,
                    param.kind().span(),
                    "There is no kind `" + param.kind().name() + "`.")
                .note("The kinds are `" + String.join("`, `", KINDS) + "`.");
        Optional<String> near = Similar.to(param.kind().name(), KINDS);
        throw c.fail(
            near.isPresent()
                ? d.fix(Fix.replace("write `" + near.get() + "`", param.kind().span(), near.get()))
                : d);
      }
      Element.Variable variable = new Element.Variable(param.name().name(), kind);
      kinds.add(variable);
      scope.define(param.name().name(), variable);
    }
  }

  private static Span resultSpan(Expr body) {
    return body instanceof Expr.Block b && b.result().isPresent()
        ? resultSpan(b.result().get())
        : body.span();
  }

  private void conformResult(FunctionDef def, Val val, Type declared, Span at) {
    List<SizeVar> holes =
        Types.sizes(declared).stream()
            .flatMap(d -> d.variables().stream())
            .filter(SizeVar::isHole)
            .toList();
    Conformance conformance = new Conformance(c, holes);
    conformance.check(
        val, declared, at, "`" + def.name() + "`", def.source().result().get().span());
  }
}
