package org.tgraph.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Iota;
import org.tgraph.op.layout.Coerce;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.transform.Transformed;
import org.tgraph.transform.Vmap;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;
import org.tgraph.type.Truth;

/**
 * {@code for i < n, j: expr}: the body is checked once for one {@code i} and {@code j}, and batched
 * over all of them. A bound that is not written is the size of the first axis the index is used on.
 */
final class Loops {
  /** The index of a comprehension, and its bound once it is known. */
  private static final class Index {
    private final Expr.LoopIndex source;
    private Optional<Dim> bound = Optional.empty();
    private Span boundSpan;

    Index(Expr.LoopIndex source) {
      this.source = source;
      this.boundSpan = source.name().span();
    }
  }

  private final Context c;
  private final Map<Value, Index> indices = new HashMap<>();

  Loops(Context c) {
    this.c = c;
  }

  Val comprehension(Expr.For e, Scope scope) {
    GraphBuilder inner = c.builder().inner();
    Scope body = scope.inner();
    List<Index> all = new ArrayList<>();
    for (Expr.LoopIndex source : e.indices()) {
      Index index = new Index(source);
      source
          .bound()
          .ifPresent(bound -> {
            index.bound = Optional.of(bound(bound, scope));
            index.boundSpan = bound.span();
          });
      String name = source.name().name();
      Value value = inner.input(TensorType.scalar(DType.I64), name);
      indices.put(value, index);
      all.add(index);
      Val val = new Val.Tensor(value);
      c.facts.defined(source.name().span(), name, val);
      body.define(name, val, Optional.of(source.name().span()));
    }
    c.facts.scoped(e.span(), body);
    List<String> names = all.stream().map(i -> i.source.name().name()).toList();
    Val val =
        c.keys.inLoop(
            e.span(), names, () -> c.building(inner, () -> c.expressions.check(e.body(), body)));
    if (val.isPoison()) {
      return val;
    }
    for (Index index : all) {
      if (index.bound.isEmpty()) {
        String name = index.source.name().name();
        throw c.fail(
            Diagnostic.error(
                    Code.TG0312, index.source.name().span(), "`" + name + "` has no bound.")
                .note(
                    "It indexes nothing by itself, so how far it runs must be written: `%s < n`."
                        .formatted(name)));
      }
    }
    if (!KeyUses.in(val).isEmpty()) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0413,
                  e.body().span(),
                  "There are no tensors of keys, so a `for` has none.")
              .note("`fold_in(key, i)` makes the key for each `i` where it is used."));
    }
    List<Value> leaves =
        Leaves.values(c, inner, val, e.body().span())
            .orElseThrow(() ->
                c.fail(
                    Code.TG0413,
                    e.body().span(),
                    "The body of a `for` must be a tensor, or a tuple or record of them."));
    List<Dim> bounds = all.stream().map(i -> i.bound.orElseThrow()).toList();
    rejectCounts(inner, e);
    c.at(e.span());
    Graph graph = inner.build(leaves);
    List<Value> results =
        c.isInlining() && Closed.isRunnable(graph)
            ? batched(inner, graph, bounds, e)
            : opaque(leaves, bounds);
    return Leaves.rebuild(val, results.iterator());
  }

  private Dim bound(Expr bound, Scope scope) {
    Val val = c.expressions.check(bound, scope);
    if (val.isPoison()) {
      throw new Reported();
    }
    Dim dim =
        Operators.size(val)
            .orElseThrow(() ->
                c.fail(
                    Code.TG0309,
                    bound.span(),
                    "The bound of a `for` is a size, which must be known before the program"
                        + " runs, but this is %s.".formatted(c.tensors.describe(val))));
    if (c.known(dim).isAtLeast(0) == Truth.NO) {
      throw c.fail(Code.TG0307, bound.span(), "The bound `" + c.text(dim) + "` is negative.");
    }
    return dim;
  }

  /** Says that {@code index} is used on an axis of this size, if it is that of a comprehension. */
  void bound(Val index, Dim size, Span span) {
    if (!(index instanceof Val.Tensor t) || !indices.containsKey(t.value())) {
      return;
    }
    Index loop = indices.get(t.value());
    if (loop.bound.isEmpty()) {
      loop.bound = Optional.of(size);
      loop.boundSpan = span;
      return;
    }
    Dim bound = loop.bound.get();
    if (c.known(size.minus(bound)).isAtLeast(0) == Truth.YES) {
      return;
    }
    String name = loop.source.name().name();
    if (loop.source.bound().isPresent()) {
      if (c.known(size.minus(bound)).isAtLeast(0) == Truth.NO) {
        throw c.fail(
            c.names
                .explain(
                    Diagnostic.error(
                            Code.TG0305,
                            span,
                            "`%s` runs to `%s`, but this axis has size `%s`."
                                .formatted(name, c.text(bound), c.text(size)))
                        .at("this axis has size `" + c.text(size) + "`")
                        .label(loop.boundSpan, "the bound of `" + name + "`"),
                    bound,
                    size)
                .fix(Fix.replace("run to `" + c.text(size) + "`", loop.boundSpan, c.text(size))));
      }
      return;
    }
    String[] texts = c.names.pair(bound, size);
    Diagnostic d =
        Diagnostic.error(
                Code.TG0313,
                span,
                "`%s` indexes axes of two sizes: `%s` is not `%s`."
                    .formatted(name, texts[0], texts[1]))
            .at("this axis is `" + texts[1] + "`")
            .label(loop.boundSpan, "this axis is `" + texts[0] + "`");
    throw c.fail(new SizeFixes(c).same(c.names.explain(d, bound, size), bound, size));
  }

  /** The number of elements that a mask selects must not differ from one index to the next. */
  private void rejectCounts(GraphBuilder inner, Expr.For e) {
    for (Equation equation : inner.body()) {
      if (!equation.op().defines().isEmpty() && !(equation.op() instanceof Coerce)) {
        throw c.fail(
            Diagnostic.error(
                    Code.TG0309,
                    equation.origin().place().orElse(e.body().span()),
                    "How many elements this selects could differ from one index to the next.")
                .label(e.span(), "in this `for`")
                .note(KeptShape.NOTE)
                .fix(KeptShape.of(equation.origin().place())));
      }
    }
  }

  private List<Value> opaque(List<Value> leaves, List<Dim> bounds) {
    List<Value> results = new ArrayList<>();
    for (Value leaf : leaves) {
      List<Dim> dims = new ArrayList<>(bounds);
      dims.addAll(leaf.shape().dims());
      results.add(c.builder().opaque(leaf.type().withShape(new Shape(dims)), ""));
    }
    return results;
  }

  private List<Value> batched(GraphBuilder inner, Graph body, List<Dim> bounds, Expr.For e) {
    Graph graph = body;
    for (int k = bounds.size() - 1; k >= 0; k--) {
      List<Boolean> isBatched = new ArrayList<>();
      for (int i = 0; i < graph.inputs().size(); i++) {
        isBatched.add(i == k);
      }
      switch (Vmap.of(graph, isBatched, bounds.get(k))) {
        case Transformed.Done done -> graph = done.graph();
        case Transformed.Refused refused ->
            throw c.fail(
                Diagnostic.error(
                        Code.TG0309,
                        refused.origin().place().orElse(e.body().span()),
                        refused.reason())
                    .label(e.span(), "in this `for`"));
      }
    }
    List<Value> arguments = new ArrayList<>();
    for (Dim bound : bounds) {
      arguments.add(c.emit(new Iota(bound, DType.I64)));
    }
    arguments.addAll(inner.captured());
    return c.builder().splice(graph, arguments);
  }
}
