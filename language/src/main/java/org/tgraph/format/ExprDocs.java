package org.tgraph.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.tgraph.source.Span;
import org.tgraph.syntax.BinaryOp;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Subscript;
import org.tgraph.syntax.UnaryOp;

/**
 * Documents for expressions. Parentheses are those of the user; the parser dropped none that count.
 */
final class ExprDocs {
  private final Layout layout;
  private final ListDocs lists;
  private final TypeDocs types;
  private final ControlDocs control;
  private final Blocks blocks;

  /** Makes the document of a block; {@link StatementDocs} does. */
  interface Blocks {
    /**
     * @param nested whether its lines are indented from the statement it belongs to, not from the
     *     line it begins on
     */
    Doc block(Expr.Block block, boolean nested);
  }

  /** How many brackets stand around what is being made, up to the innermost block. */
  private int brackets;

  ExprDocs(Layout layout, Blocks blocks) {
    this.layout = layout;
    this.lists = new ListDocs(layout);
    this.types = new TypeDocs(layout, this::expr);
    this.control = new ControlDocs(layout, this);
    this.blocks = blocks;
  }

  TypeDocs types() {
    return types;
  }

  Doc expr(Expr expr) {
    boolean grouped = layout.parentheses(expr.span()) > 0;
    brackets += grouped ? 1 : 0;
    Doc doc = types.parenthesised(expr.span(), () -> bare(expr));
    brackets -= grouped ? 1 : 0;
    return doc;
  }

  private Doc bare(Expr expr) {
    return switch (expr) {
      case Expr.IntLit e -> source(e);
      case Expr.FloatLit e -> source(e);
      case Expr.ImagLit e -> source(e);
      case Expr.BoolLit e -> source(e);
      case Expr.StrLit e -> source(e);
      case Expr.NoneLit e -> source(e);
      case Expr.Name e -> source(e);
      case Expr.Broken e -> source(e);
      case Expr.Field e -> postfix(e);
      case Expr.Part e -> postfix(e);
      case Expr.Call e -> postfix(e);
      case Expr.Index e -> postfix(e);
      case Expr.Unary e -> unary(e);
      case Expr.Binary e -> chain(e);
      case Expr.Pipe e -> pipe(e);
      case Expr.Tuple e -> list(e.span(), e.items(), true);
      case Expr.ListLit e -> Grid.of(layout, e).orElseGet(() -> list(e.span(), e.items(), false));
      case Expr.RecordLit e -> record(e.span(), e.fields());
      case Expr.With e -> with(e);
      case Expr.Lambda e -> control.lambda(e);
      case Expr.Block e -> block(e, false);
      case Expr.If e -> control.conditional(e);
      case Expr.For e -> control.loop(e);
      case Expr.As e -> Doc.concat(expr(e.value()), Doc.text(" as "), types.type(e.type()));
      case Expr.Given e -> Doc.concat(expr(e.model()), Doc.text(" given "), expr(e.data()));
    };
  }

  private Doc unary(Expr.Unary unary) {
    layout.shown(unary.opSpan().end());
    String space = unary.op() == UnaryOp.NOT ? " " : "";
    return Doc.concat(Doc.text(unary.op().text() + space), expr(unary.operand()));
  }

  private static Doc source(Expr expr) {
    return Doc.text(expr.span().text());
  }

  Doc block(Expr.Block block, boolean nested) {
    int around = brackets;
    brackets = 0;
    Doc doc = blocks.block(block, nested);
    brackets = around;
    return doc;
  }

  private Doc list(Span span, List<Expr> exprs, boolean lone) {
    List<ListDocs.Item> items = new ArrayList<>();
    for (Expr expr : exprs) {
      items.add(item(layout.start(expr.span()), expr, ""));
    }
    return bracketed(() -> lists.list(span.start(), span.end(), items, lone));
  }

  private ListDocs.Item item(int start, Expr value, String label) {
    return new ListDocs.Item(
        start,
        layout.end(value.span()),
        () -> label.isEmpty() ? expr(value) : Doc.concat(Doc.text(label), expr(value)));
  }

  private Doc bracketed(Supplier<Doc> inner) {
    brackets++;
    Doc doc = inner.get();
    brackets--;
    return doc;
  }

  private Doc record(Span span, List<Expr.RecordField> fields) {
    List<ListDocs.Item> items = new ArrayList<>();
    for (Expr.RecordField field : fields) {
      items.add(item(field.name().span().start(), field.value(), field.name().name() + ": "));
    }
    return bracketed(() -> lists.list(span, items));
  }

  /** Calls, subscripts and fields of one value, from left to right. */
  private Doc postfix(Expr expr) {
    Deque<Expr> links = new ArrayDeque<>();
    Expr base = expr;
    Optional<Expr> target = target(base);
    while (target.isPresent()) {
      links.push(base);
      base = target.get();
      target = layout.parentheses(base.span()) > 0 ? Optional.empty() : target(base);
    }
    List<Doc> docs = new ArrayList<>();
    docs.add(expr(base));
    for (Expr link : links) {
      docs.add(link(link));
      layout.shown(link.span().end());
    }
    return Doc.deeper(docs.toArray(Doc[]::new));
  }

  private static Optional<Expr> target(Expr expr) {
    return switch (expr) {
      case Expr.Field e -> Optional.of(e.target());
      case Expr.Part e -> Optional.of(e.target());
      case Expr.Call e -> Optional.of(e.function());
      case Expr.Index e -> Optional.of(e.target());
      default -> Optional.empty();
    };
  }

  private Doc link(Expr link) {
    return switch (link) {
      case Expr.Field e -> dotted(e.target(), e.name().span().start(), "." + e.name().name());
      case Expr.Part e -> dotted(e.target(), e.indexSpan().start(), "." + e.indexSpan().text());
      case Expr.Call e -> {
        List<ListDocs.Item> items = new ArrayList<>();
        for (Expr.Arg arg : e.args()) {
          String label = arg.name().map(name -> name.name() + "=").orElse("");
          int start = arg.name().map(name -> name.span().start()).orElse(-1);
          items.add(item(start < 0 ? layout.start(arg.value().span()) : start, arg.value(), label));
        }
        yield bracketed(() -> lists.list(e.parens(), items));
      }
      case Expr.Index e -> subscripts(e.brackets().start(), e.brackets().end(), e.subscripts());
      default -> throw new IllegalArgumentException("no postfix: " + link);
    };
  }

  private Doc dotted(Expr target, int start, String text) {
    boolean breaks = layout.breaks(layout.end(target.span()), start);
    return Doc.concat(layout.before(start), breaks ? Doc.HARD : Doc.EMPTY, Doc.text(text));
  }

  private Doc subscripts(int start, int end, List<Subscript> subscripts) {
    List<ListDocs.Item> items = new ArrayList<>();
    for (Subscript subscript : subscripts) {
      Span span = subscript.span();
      items.add(new ListDocs.Item(span.start(), span.end(), () -> subscript(subscript)));
    }
    return bracketed(() -> lists.list(start, end, items));
  }

  private Doc subscript(Subscript subscript) {
    return switch (subscript) {
      case Subscript.At at -> expr(at.value());
      case Subscript.Rest rest -> Doc.text("...");
      case Subscript.Slice slice -> slice(slice);
    };
  }

  private Doc slice(Subscript.Slice slice) {
    List<Doc> docs = new ArrayList<>();
    int at = slice.span().start();
    if (slice.start().isPresent()) {
      docs.add(expr(slice.start().get()));
      at = layout.end(slice.start().get().span());
    }
    docs.add(Doc.text(":"));
    at = layout.find(':', at) + 1;
    if (slice.stop().isPresent()) {
      docs.add(expr(slice.stop().get()));
      at = layout.end(slice.stop().get().span());
    }
    if (layout.find(':', at) < slice.span().end()) {
      docs.add(Doc.text(":"));
      slice.step().ifPresent(step -> docs.add(expr(step)));
    }
    return Doc.concat(docs);
  }

  /** Operators of one precedence in a row, such as the terms of a sum. */
  private Doc chain(Expr.Binary expr) {
    int precedence = expr.op().precedence();
    Deque<Expr.Binary> operations = new ArrayDeque<>();
    Expr first = expr;
    while (first instanceof Expr.Binary binary
        && binary.op().precedence() == precedence
        && (binary == expr || layout.parentheses(binary.span()) == 0)) {
      operations.push(binary);
      first = binary.left();
      if (binary.op() == BinaryOp.POWER) {
        break;
      }
    }
    List<Doc> parts = new ArrayList<>();
    Doc operand = expr(first);
    for (Expr.Binary operation : operations) {
      int start = layout.start(operation.right().span());
      Doc before = layout.before(operation.opSpan().start());
      int opEnd = operation.opSpan().end();
      layout.shown(opEnd);
      Doc behind = layout.before(start);
      Doc op = Doc.text(operation.op().text());
      parts.add(Doc.concat(operand, before, Doc.text(" "), op, behind));
      int from = before == Doc.EMPTY ? layout.end(operation.left().span()) : opEnd;
      boolean breaks = layout.breaks(from, start);
      parts.add(breaks ? Doc.HARD : Doc.LINE);
      operand = expr(operation.right());
    }
    parts.add(operand);
    return continued(Doc.fill(parts));
  }

  /** Lines after the first: below the first inside brackets, else indented. */
  private Doc continued(Doc doc) {
    return brackets > 0 ? new Doc.Align(doc) : new Doc.Indent(1, doc);
  }

  private Doc pipe(Expr.Pipe expr) {
    Deque<Expr.Pipe> stages = new ArrayDeque<>();
    Expr first = expr;
    while (first instanceof Expr.Pipe pipe
        && (pipe == expr || layout.parentheses(pipe.span()) == 0)) {
      stages.push(pipe);
      first = pipe.left();
    }
    List<Doc> docs = new ArrayList<>();
    docs.add(expr(first));
    for (Expr.Pipe stage : stages) {
      int start = layout.start(stage.right().span());
      boolean breaks = layout.breaks(layout.end(stage.left().span()), start);
      docs.add(layout.before(stage.opSpan().start()));
      docs.add(breaks ? Doc.HARD : Doc.LINE);
      docs.add(Doc.text("|> "));
      docs.add(expr(stage.right()));
    }
    return new Doc.Group(continued(Doc.concat(docs)));
  }

  private Doc with(Expr.With with) {
    List<Doc> docs = new ArrayList<>();
    docs.add(expr(with.target()));
    for (Expr.Update update : with.updates()) {
      docs.add(Doc.text(" with "));
      docs.add(layout.before(update.span().start()));
      switch (update) {
        case Expr.Update.Fields fields -> docs.add(record(fields.span(), fields.fields()));
        case Expr.Update.At at -> {
          int start = at.span().start();
          int from = at.subscripts().isEmpty() ? start : at.subscripts().getLast().span().end();
          docs.add(subscripts(start, layout.find(']', from) + 1, at.subscripts()));
          docs.add(Doc.text(at.op().map(op -> " " + op.text() + "= ").orElse(" = ")));
          docs.add(expr(at.value()));
        }
      }
    }
    return Doc.concat(docs);
  }
}
