package org.tgraph.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Pattern;
import org.tgraph.syntax.Script;
import org.tgraph.syntax.Statement;
import org.tgraph.syntax.TypeExpr;

/** Documents for statements, a line each, with the comments and one empty line between them. */
final class StatementDocs {
  private final Layout layout;
  private final ListDocs lists;
  private final ExprDocs exprs;
  private final TypeDocs types;

  StatementDocs(Layout layout) {
    this.layout = layout;
    this.lists = new ListDocs(layout);
    this.exprs = new ExprDocs(layout, this::block);
    this.types = exprs.types();
  }

  Doc script() {
    Script script = layout.script();
    return sequence(items(script.statements(), Optional.empty()), 0, layout.length());
  }

  private List<ListDocs.Item> items(List<Statement> statements, Optional<Expr> result) {
    List<ListDocs.Item> items = new ArrayList<>();
    for (Statement statement : statements) {
      Span span = statement.span();
      items.add(new ListDocs.Item(span.start(), span.end(), () -> statement(statement)));
    }
    result.ifPresent(expr ->
        items.add(
            new ListDocs.Item(
                layout.start(expr.span()), layout.end(expr.span()), () -> exprs.expr(expr))));
    return items;
  }

  /** Statements and comments from {@code start} to {@code end}. */
  private Doc sequence(List<ListDocs.Item> items, int start, int end) {
    List<Doc> docs = new ArrayList<>();
    layout.shown(start);
    int at = start;
    for (ListDocs.Item item : items) {
      at = comments(docs, at, item.start(), start);
      docs.add(at > start && layout.blankLine(at, item.start()) ? Doc.BLANK : Doc.HARD);
      docs.add(item.doc().get());
      layout.shown(item.end());
      at = item.end();
    }
    comments(docs, at, end, start);
    return Doc.concat(docs);
  }

  private int comments(List<Doc> docs, int from, int to, int start) {
    int at = from;
    while (layout.pending(to)) {
      Span comment = layout.nextComment();
      if (!layout.sharesLine() && at > start && layout.blankLine(at, comment.start())) {
        docs.add(Doc.BLANK);
      }
      docs.add(layout.take());
      at = comment.end();
    }
    return at;
  }

  private Doc block(Expr.Block block, boolean nested) {
    return block(block.span(), items(block.statements(), block.result()), nested);
  }

  /** A block stays on one line if the user had it there, it fits, and it is one statement. */
  private Doc block(Span span, List<ListDocs.Item> items, boolean nested) {
    Doc before = layout.before(span.start());
    Doc block = braces(span, items, nested);
    return before == Doc.EMPTY ? block : Doc.concat(before, block);
  }

  private Doc braces(Span span, List<ListDocs.Item> items, boolean nested) {
    int end = span.end() - 1;
    boolean oneLine = items.size() <= 1 && !layout.breaks(span.start(), span.end());
    Doc body = sequence(items, span.start() + 1, end);
    layout.shown(span.end());
    if (items.isEmpty() && body.width() == 0 && oneLine) {
      return Doc.text("{}");
    }
    Doc open = Doc.text("{");
    Doc close = Doc.text("}");
    if (oneLine && !items.isEmpty()) {
      Doc inner = ((Doc.Concat) body).parts().getLast();
      return new Doc.Group(
          nested
              ? Doc.concat(open, new Doc.Nest(Doc.concat(Doc.LINE, inner)), Doc.LINE, close)
              : Doc.level(open, Doc.deeper(Doc.LINE, inner), Doc.LINE, close));
    }
    Doc lines = new Doc.Fresh(body);
    return nested
        ? Doc.concat(open, new Doc.Nest(lines), Doc.HARD, close)
        : Doc.level(open, Doc.deeper(lines), Doc.HARD, close);
  }

  private Doc statement(Statement statement) {
    return switch (statement) {
      case Statement.Import s ->
          Doc.text(
              "import " + s.module().name() + s.alias().map(a -> " as " + a.name()).orElse(""));
      case Statement.Input s ->
          define("input " + s.name().name(), s.name().span(), s.type(), " =", s.source());
      case Statement.Let s -> let(s);
      case Statement.Fn s -> fn(s);
      case Statement.TypeDef s -> typeDef(s);
      case Statement.Model s ->
          Doc.concat(
              Doc.text("model " + s.name().name()),
              params(s.name().span().end(), s.params()),
              Doc.text(" "),
              modelBody(s));
      case Statement.Test s -> named("test ", s.span(), s.body());
      case Statement.Bench s -> named("bench ", s.span(), s.body());
      case Statement.Assert s ->
          Doc.concat(
              Doc.text("assert "),
              exprs.expr(s.condition()),
              s.message()
                  .map(m ->
                      Doc.concat(
                          Doc.text(","),
                          layout.before(layout.start(m.span())),
                          Doc.text(" "),
                          exprs.expr(m)))
                  .orElse(Doc.EMPTY));
      case Statement.Site s ->
          define(s.name().name(), s.name().span(), s.type(), " ~", s.distribution());
      case Statement.Derived s ->
          define("derived " + s.name().name(), s.name().span(), s.type(), " =", s.value());
      case Statement.Factor s -> Doc.concat(Doc.text("factor "), exprs.expr(s.value()));
      case Statement.Do s -> exprs.expr(s.value());
      case Statement.Broken s -> Doc.text(s.span().text());
    };
  }

  private Doc define(String head, Span name, Optional<TypeExpr> type, String sign, Expr value) {
    layout.shown(name.end());
    int end = type.map(t -> layout.end(t.span())).orElse(name.end());
    return Doc.concat(Doc.text(head), annotation(type), Doc.text(sign), value(end, value));
  }

  private Doc annotation(Optional<TypeExpr> type) {
    return type.map(t -> Doc.concat(Doc.text(": "), types.type(t))).orElse(Doc.EMPTY);
  }

  /** A value behind a sign: on a line of its own if the user put it there. */
  private Doc value(int end, Expr value) {
    int start = layout.start(value.span());
    if (layout.breaks(end, start)) {
      return Doc.deeper(layout.before(start), Doc.HARD, exprs.expr(value));
    }
    return new Doc.After(exprs.expr(value));
  }

  private Doc let(Statement.Let let) {
    Pattern pattern = let.pattern();
    Doc head = Doc.concat(Doc.text("let "), types.pattern(pattern), annotation(let.type()));
    Span last = let.type().map(TypeExpr::span).orElse(pattern.span());
    return Doc.concat(head, Doc.text(" ="), value(layout.end(last), let.value()));
  }

  private Doc fn(Statement.Fn fn) {
    List<Doc> docs = new ArrayList<>();
    docs.add(Doc.text("fn " + fn.name().name()));
    int end = fn.name().span().end();
    if (!fn.kinds().isEmpty()) {
      List<ListDocs.Item> items = new ArrayList<>();
      for (Statement.KindParam kind : fn.kinds()) {
        items.add(
            new ListDocs.Item(
                kind.name().span().start(),
                kind.kind().span().end(),
                () -> Doc.text(kind.name().name() + ": " + kind.kind().name())));
      }
      int start = layout.find('[', end);
      end = layout.find(']', items.getLast().end()) + 1;
      docs.add(lists.list(start, end, items));
    }
    docs.add(params(end, fn.params()));
    fn.result().ifPresent(type -> docs.add(Doc.concat(Doc.text(" -> "), types.type(type))));
    if (fn.body() instanceof Expr.Block block && !assigned(fn)) {
      docs.add(Doc.text(" "));
      docs.add(exprs.block(block, true));
    } else {
      int signature =
          fn.result().map(type -> layout.end(type.span())).orElse(paramsEnd(end, fn.params()));
      docs.add(Doc.text(" ="));
      docs.add(value(signature, fn.body()));
    }
    return Doc.concat(docs);
  }

  /** Whether a block that is the body stands behind a {@code =}. */
  private boolean assigned(Statement.Fn fn) {
    int from =
        fn.result()
            .map(type -> layout.end(type.span()))
            .orElse(paramsEnd(fn.name().span().end(), fn.params()));
    return layout.find('=', from) < layout.start(fn.body().span());
  }

  private int paramsEnd(int from, List<Statement.Param> params) {
    int last = params.isEmpty() ? layout.find('(', from) : end(params.getLast());
    return layout.find(')', last) + 1;
  }

  /** Parameters in parentheses, which open behind {@code from}. */
  private Doc params(int from, List<Statement.Param> params) {
    List<ListDocs.Item> items = new ArrayList<>();
    for (Statement.Param param : params) {
      items.add(new ListDocs.Item(param.name().span().start(), end(param), () -> param(param)));
    }
    return lists.list(layout.find('(', from), paramsEnd(from, params), items);
  }

  private int end(Statement.Param param) {
    Span last =
        param
            .defaultValue()
            .map(Expr::span)
            .orElse(param.type().map(TypeExpr::span).orElse(param.name().span()));
    return layout.end(last);
  }

  private Doc param(Statement.Param param) {
    String sign = param.type().isPresent() ? " = " : "=";
    return Doc.concat(
        Doc.text(param.name().name()),
        annotation(param.type()),
        param
            .defaultValue()
            .map(value -> Doc.concat(Doc.text(sign), exprs.expr(value)))
            .orElse(Doc.EMPTY));
  }

  private Doc typeDef(Statement.TypeDef def) {
    int end = def.name().span().end();
    Doc sizes = Doc.EMPTY;
    if (!def.sizes().isEmpty()) {
      int start = layout.find('[', end);
      end = layout.find(']', def.sizes().getLast().span().end()) + 1;
      sizes = lists.list(start, end, TypeDocs.names(def.sizes()));
    }
    int start = layout.start(def.type().span());
    Doc remark = layout.before(start);
    Doc type =
        layout.breaks(end, start)
            ? Doc.deeper(remark, Doc.HARD, types.type(def.type()))
            : new Doc.After(types.type(def.type()));
    return Doc.concat(Doc.text("type " + def.name().name()), sizes, Doc.text(" ="), type);
  }

  private Doc modelBody(Statement.Model model) {
    int open = layout.find('{', paramsEnd(model.name().span().end(), model.params()));
    Span body = model.span().source().span(open, model.span().end());
    return block(body, items(model.body(), Optional.empty()), true);
  }

  /** A test or a benchmark. */
  private Doc named(String keyword, Span span, Expr.Block body) {
    int start = layout.find('"', span.start());
    String name = layout.text(start, body.span().start()).strip();
    return Doc.concat(Doc.text(keyword + name + " "), exprs.block(body, true));
  }
}
