package org.tgraph.format;

import java.util.ArrayList;
import java.util.List;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.TypeExpr;

/** Documents for lambdas, comprehensions and branches. */
record ControlDocs(Layout layout, ExprDocs exprs) {

  Doc lambda(Expr.Lambda lambda) {
    int start = lambda.span().start();
    int last = start;
    List<ListDocs.Item> items = new ArrayList<>();
    for (Expr.LambdaParam param : lambda.params()) {
      Span end = param.type().map(TypeExpr::span).orElse(param.pattern().span());
      last = layout.end(end);
      items.add(
          new ListDocs.Item(
              layout.start(param.pattern().span()),
              last,
              () ->
                  Doc.concat(
                      exprs.types().pattern(param.pattern()),
                      param
                          .type()
                          .map(type -> Doc.concat(Doc.text(": "), exprs.types().type(type)))
                          .orElse(Doc.EMPTY))));
    }
    boolean bare = layout.text(start, start + 1).charAt(0) != '(';
    int end = bare ? last : layout.find(')', Math.max(last, start + 1)) + 1;
    Doc params = bare ? items.getFirst().doc().get() : new ListDocs(layout).list(start, end, items);
    return Doc.concat(params, Doc.text(" ->"), body(end, lambda.body()));
  }

  Doc loop(Expr.For loop) {
    List<Doc> docs = new ArrayList<>();
    docs.add(Doc.text("for "));
    int end = loop.span().start();
    for (int i = 0; i < loop.indices().size(); i++) {
      Expr.LoopIndex index = loop.indices().get(i);
      docs.add(layout.before(index.name().span().start()));
      docs.add(Doc.text(index.name().name()));
      layout.shown(index.name().span().end());
      index.bound().ifPresent(bound -> docs.add(Doc.concat(Doc.text(" < "), exprs.expr(bound))));
      docs.add(Doc.text(i + 1 < loop.indices().size() ? ", " : ":"));
      end = index.bound().map(bound -> layout.end(bound.span())).orElse(index.name().span().end());
      layout.shown(end);
    }
    docs.add(body(end, loop.body()));
    return Doc.concat(docs);
  }

  /** What a lambda or a loop takes: on the next line if the user put it there. */
  private Doc body(int end, Expr body) {
    int start = layout.start(body.span());
    if (!layout.breaks(end, start)) {
      return Doc.concat(Doc.text(" "), exprs.expr(body));
    }
    return Doc.deeper(layout.before(start), Doc.HARD, exprs.expr(body));
  }

  Doc conditional(Expr.If conditional) {
    List<Doc> docs = new ArrayList<>();
    docs.add(Doc.text("if "));
    docs.add(exprs.expr(conditional.test()));
    docs.add(Doc.text(" "));
    docs.add(branch(conditional.then()));
    conditional
        .otherwise()
        .ifPresent(otherwise -> {
          docs.add(layout.before(otherwise.span().start()));
          docs.add(Doc.text(" "));
          docs.add(Doc.text("else "));
          docs.add(branch(otherwise));
        });
    return Doc.level(docs.toArray(Doc[]::new));
  }

  private Doc branch(Expr branch) {
    return branch instanceof Expr.Block block ? exprs.block(block, true) : exprs.expr(branch);
  }
}
