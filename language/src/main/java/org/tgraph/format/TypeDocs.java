package org.tgraph.format;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Ident;
import org.tgraph.syntax.Pattern;
import org.tgraph.syntax.TypeExpr;

/** Documents for types and patterns. */
final class TypeDocs {
  private final Layout layout;
  private final ListDocs lists;
  private final Function<Expr, Doc> exprs;

  TypeDocs(Layout layout, Function<Expr, Doc> exprs) {
    this.layout = layout;
    this.lists = new ListDocs(layout);
    this.exprs = exprs;
  }

  Doc type(TypeExpr type) {
    return parenthesised(type.span(), () -> bare(type));
  }

  /** What stands at {@code span}, with the parentheses and comments around it. */
  Doc parenthesised(Span span, Supplier<Doc> inner) {
    Doc before = layout.before(layout.start(span));
    int pairs = layout.parentheses(span);
    if (pairs == 0) {
      Doc doc = inner.get();
      layout.shown(span.end());
      return before == Doc.EMPTY ? doc : Doc.concat(before, doc);
    }
    List<Doc> inside = new ArrayList<>();
    inside.add(layout.before(span.start()));
    inside.add(inner.get());
    layout.shown(span.end());
    int at = span.end();
    for (int i = 0; i < pairs; i++) {
      int close = layout.find(')', at);
      inside.add(layout.before(close));
      inside.add(Doc.text(")"));
      at = close + 1;
      layout.shown(at);
    }
    Doc aligned = new Doc.Align(Doc.concat(inside));
    return Doc.concat(before, Doc.text("(".repeat(pairs)), aligned);
  }

  private Doc bare(TypeExpr type) {
    return switch (type) {
      case TypeExpr.Named named -> named(named);
      case TypeExpr.Tuple tuple ->
          lists.list(tuple.span().start(), tuple.span().end(), items(tuple.items()), true);
      case TypeExpr.Record record -> lists.list(record.span(), fields(record.fields()));
      case TypeExpr.Function function -> function(function);
      case TypeExpr.Broken broken -> Doc.text(broken.span().text());
    };
  }

  private Doc named(TypeExpr.Named named) {
    List<Doc> docs = new ArrayList<>();
    named.module().ifPresent(module -> docs.add(Doc.text(module.name() + ".")));
    docs.add(Doc.text(named.name().name()));
    named
        .axes()
        .ifPresent(axes -> {
          int open = layout.find('[', named.name().span().end());
          List<ListDocs.Item> items = new ArrayList<>();
          for (TypeExpr.Axis axis : axes) {
            items.add(axis(axis));
          }
          docs.add(lists.list(open, named.span().end(), items));
        });
    return Doc.concat(docs);
  }

  private ListDocs.Item axis(TypeExpr.Axis axis) {
    return switch (axis) {
      case TypeExpr.Axis.Size size ->
          new ListDocs.Item(
              layout.start(size.size().span()),
              layout.end(size.size().span()),
              () -> exprs.apply(size.size()));
      case TypeExpr.Axis.Pack pack -> item(pack.span(), ".." + pack.name().name());
      case TypeExpr.Axis.Hole hole -> item(hole.span(), "_");
    };
  }

  private static ListDocs.Item item(Span span, String text) {
    return new ListDocs.Item(span.start(), span.end(), () -> Doc.text(text));
  }

  private Doc function(TypeExpr.Function function) {
    int start = function.span().start();
    int last =
        function.params().isEmpty() ? start + 1 : layout.end(function.params().getLast().span());
    Doc params = lists.list(start, layout.find(')', last) + 1, items(function.params()));
    return Doc.concat(params, Doc.text(" -> "), type(function.result()));
  }

  private List<ListDocs.Item> items(List<TypeExpr> types) {
    List<ListDocs.Item> items = new ArrayList<>();
    for (TypeExpr type : types) {
      Span span = type.span();
      items.add(new ListDocs.Item(layout.start(span), layout.end(span), () -> type(type)));
    }
    return items;
  }

  private List<ListDocs.Item> fields(List<TypeExpr.RecordField> fields) {
    List<ListDocs.Item> items = new ArrayList<>();
    for (TypeExpr.RecordField field : fields) {
      items.add(
          new ListDocs.Item(
              field.name().span().start(),
              layout.end(field.type().span()),
              () -> Doc.concat(Doc.text(field.name().name() + ": "), type(field.type()))));
    }
    return items;
  }

  Doc pattern(Pattern pattern) {
    return parenthesised(
        pattern.span(),
        () ->
            switch (pattern) {
              case Pattern.Bind bind -> Doc.text(bind.name());
              case Pattern.Ignore ignore -> Doc.text("_");
              case Pattern.Fields fields -> lists.list(fields.span(), names(fields.names()));
              case Pattern.Parts parts -> {
                List<ListDocs.Item> items = new ArrayList<>();
                for (Pattern part : parts.parts()) {
                  Span span = part.span();
                  items.add(
                      new ListDocs.Item(layout.start(span), layout.end(span), () -> pattern(part)));
                }
                yield lists.list(parts.span().start(), parts.span().end(), items, true);
              }
            });
  }

  static List<ListDocs.Item> names(List<Ident> names) {
    List<ListDocs.Item> items = new ArrayList<>();
    for (Ident name : names) {
      items.add(item(name.span(), name.name()));
    }
    return items;
  }
}
