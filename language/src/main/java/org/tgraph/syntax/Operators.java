package org.tgraph.syntax;

import static org.tgraph.grammar.TGraphLexer.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.grammar.TGraphParser.ExprContext;
import org.tgraph.grammar.TGraphParser.IndexContext;
import org.tgraph.grammar.TGraphParser.InfixContext;
import org.tgraph.grammar.TGraphParser.LambdaParamContext;
import org.tgraph.grammar.TGraphParser.OperandContext;
import org.tgraph.grammar.TGraphParser.PrefixContext;
import org.tgraph.source.Span;

/**
 * Ties the operands and operators of one expression together by their precedence. It recurses only
 * where an operator takes what follows it, which {@link Depth} has limited.
 */
final class Operators {
  private static final int ALL = -3;
  private static final int PIPE_PRECEDENCE = -2;
  private static final int GIVEN_PRECEDENCE = -1;
  private static final int WITH_PRECEDENCE = 0;
  private static final int NOT_PRECEDENCE = 3;
  private static final int AS_PRECEDENCE = 5;
  private static final int SIGN_PRECEDENCE = 12;

  private final ExprBuilder exprs;
  private final Words words;
  private final OperandContext head;
  private final List<InfixContext> rest;

  /** The next infix operator. */
  private int next;

  /** The last word of what was built last, a closing parenthesis around it included. */
  private int last;

  Operators(ExprBuilder exprs, ExprContext expr) {
    this.exprs = exprs;
    this.words = exprs.words();
    this.head = expr.operand();
    this.rest = expr.infix();
  }

  Expr build() {
    return parse(head, 0, ALL);
  }

  /**
   * What begins with the prefixes of {@code operand} from {@code prefix} on, as far as operators
   * bind as tightly as {@code least}.
   */
  private Expr parse(OperandContext operand, int prefix, int least) {
    List<PrefixContext> prefixes = operand.prefix();
    int first = prefix < prefixes.size() ? prefixes.get(prefix).first() : operand.primary().first();
    Expr left = prefix < prefixes.size() ? prefixed(operand, prefix) : operand(operand);
    Optional<Expr> compared = Optional.empty();
    while (next < rest.size()) {
      InfixContext infix = rest.get(next);
      int precedence = precedence(words.type(infix.first()));
      if (precedence < least) {
        break;
      }
      next++;
      if (precedence != BinaryOp.LESS.precedence()) {
        left = infix(first, left, infix, precedence);
        compared = Optional.empty();
        continue;
      }
      Expr.Binary comparison =
          compared.isPresent()
              ? chained(left, compared.get(), infix, first)
              : (Expr.Binary) infix(first, left, infix, precedence);
      compared =
          Optional.of(
              comparison.right() instanceof Expr.Binary inner && compared.isPresent()
                  ? inner.right()
                  : comparison.right());
      left = comparison;
    }
    return left;
  }

  private Expr operand(OperandContext operand) {
    last = operand.last();
    return exprs.operand(operand);
  }

  private Expr prefixed(OperandContext operand, int at) {
    PrefixContext prefix = operand.prefix(at);
    Span start = words.span(prefix.first());
    return switch (words.type(prefix.first())) {
      case PLUS -> unary(UnaryOp.PLUS, start, parse(operand, at + 1, SIGN_PRECEDENCE));
      case MINUS -> unary(UnaryOp.NEGATE, start, parse(operand, at + 1, SIGN_PRECEDENCE));
      case TILDE -> unary(UnaryOp.INVERT, start, parse(operand, at + 1, SIGN_PRECEDENCE));
      case NOT -> unary(UnaryOp.NOT, start, parse(operand, at + 1, NOT_PRECEDENCE));
      case FOR -> {
        List<Expr.LoopIndex> indices = new ArrayList<>();
        for (IndexContext index : prefix.index()) {
          indices.add(new Expr.LoopIndex(words.ident(index.first()), exprs.optional(index.expr())));
        }
        Expr body = parse(operand, at + 1, ALL);
        yield new Expr.For(upToLast(prefix.first()), List.copyOf(indices), body);
      }
      default -> {
        List<Expr.LambdaParam> params = params(prefix);
        Expr body = parse(operand, at + 1, ALL);
        yield new Expr.Lambda(upToLast(prefix.first()), params, body);
      }
    };
  }

  private List<Expr.LambdaParam> params(PrefixContext prefix) {
    if (words.type(prefix.first()) == PARAMETER) {
      Span span = words.span(prefix.first());
      Pattern pattern =
          span.text().equals("_") ? new Pattern.Ignore(span) : new Pattern.Bind(span, span.text());
      return List.of(new Expr.LambdaParam(pattern, Optional.empty()));
    }
    List<Expr.LambdaParam> params = new ArrayList<>();
    for (LambdaParamContext param : prefix.lambdaParam()) {
      params.add(
          new Expr.LambdaParam(
              exprs.types().pattern(param.pattern()), exprs.types().optional(param.typeExpr())));
    }
    return List.copyOf(params);
  }

  private Expr unary(UnaryOp op, Span sign, Expr operand) {
    int end = words.list().get(last).end();
    return new Expr.Unary(sign.source().span(sign.start(), end), op, sign, operand);
  }

  private Expr infix(int first, Expr left, InfixContext infix, int precedence) {
    int type = words.type(infix.first());
    Span sign = words.span(infix.first());
    if (type == AS) {
      last = infix.last();
      return new Expr.As(upToLast(first), left, exprs.types().type(infix.typeExpr()));
    }
    if (type == WITH) {
      return with(first, left, infix);
    }
    Expr right = parse(infix.operand(), 0, type == POWER ? precedence : precedence + 1);
    Span span = upToLast(first);
    return switch (type) {
      case PIPE -> new Expr.Pipe(span, left, sign, right);
      case GIVEN -> new Expr.Given(span, left, right);
      default -> new Expr.Binary(span, operator(type), sign, left, right);
    };
  }

  private Expr with(int first, Expr left, InfixContext infix) {
    Expr.Update update;
    if (infix.record() != null) {
      last = infix.last();
      update = new Expr.Update.Fields(words.span(infix.record()), exprs.fields(infix.record()));
    } else {
      List<Subscript> subscripts = exprs.subscripts(infix.subscripts());
      int sign = infix.subscripts().last() + 1;
      Expr value = parse(infix.operand(), 0, WITH_PRECEDENCE + 1);
      Span span = upToLast(infix.subscripts().first());
      update = new Expr.Update.At(span, subscripts, added(words.type(sign)), value);
    }
    // In parentheses it would begin behind them.
    boolean goesOn = left instanceof Expr.With && left.span().start() == words.span(first).start();
    Expr target = goesOn ? ((Expr.With) left).target() : left;
    List<Expr.Update> updates = new ArrayList<>();
    if (goesOn) {
      updates.addAll(((Expr.With) left).updates());
    }
    updates.add(update);
    return new Expr.With(upToLast(first), target, List.copyOf(updates));
  }

  private static Optional<BinaryOp> added(int type) {
    return switch (type) {
      case PLUS_ASSIGN -> Optional.of(BinaryOp.ADD);
      case MINUS_ASSIGN -> Optional.of(BinaryOp.SUBTRACT);
      case MULTIPLY_ASSIGN -> Optional.of(BinaryOp.MULTIPLY);
      case DIVIDE_ASSIGN -> Optional.of(BinaryOp.DIVIDE);
      default -> Optional.empty();
    };
  }

  /** {@code a < b < c}: reported, and read as {@code a < b and b < c}. */
  private Expr.Binary chained(Expr left, Expr middle, InfixContext infix, int first) {
    Span sign = words.span(infix.first());
    Span behind = words.span(infix.first() - 1);
    BinaryOp op = operator(words.type(infix.first()));
    Expr right = parse(infix.operand(), 0, op.precedence() + 1);
    if (left instanceof Expr.Binary a
        && a.right() == middle
        && middle instanceof Expr.Binary bits) {
      Optional<BinaryOp> meant = combines(bits.op());
      if (meant.isPresent()) {
        return bitwise(a, bits, meant.get(), op, sign, right, first);
      }
    }
    String repeated = middle.span().text();
    String title = "write `… and " + Mistakes.shown(repeated) + " " + op.text() + " …`";
    exprs.report(
        Diagnostic.error(Code.TG0106, sign, "Comparisons are not chained.")
            .note("`a < b < c` is `a < b and b < c`")
            .fix(Fix.insert(title, behind, false, " and " + repeated)));
    Expr second = new Expr.Binary(middle.span().to(right.span()), op, sign, middle, right);
    return new Expr.Binary(upToLast(first), BinaryOp.AND, sign, left, second);
  }

  /** {@code and} for {@code &}, {@code or} for {@code |}. */
  private static Optional<BinaryOp> combines(BinaryOp op) {
    return switch (op) {
      case BIT_AND -> Optional.of(BinaryOp.AND);
      case BIT_OR -> Optional.of(BinaryOp.OR);
      default -> Optional.empty();
    };
  }

  /** {@code a < b & c < d}: reported, and read as {@code a < b and c < d}. */
  private Expr.Binary bitwise(
      Expr.Binary left,
      Expr.Binary bits,
      BinaryOp meant,
      BinaryOp op,
      Span sign,
      Expr right,
      int first) {
    String written = bits.op().text();
    exprs.report(
        Diagnostic.error(
                Code.TG0106,
                bits.opSpan(),
                "`%s` binds more closely than the comparisons beside it.".formatted(written))
            .note("`a < b %1$s c < d` is `a < (b %1$s c) < d`".formatted(written))
            .fixIf(true, bits.opSpan(), meant.text()));
    Span before = left.left().span().to(bits.left().span());
    Expr one = new Expr.Binary(before, left.op(), left.opSpan(), left.left(), bits.left());
    Span behind = bits.right().span().to(right.span());
    Expr two = new Expr.Binary(behind, op, sign, bits.right(), right);
    return new Expr.Binary(upToLast(first), meant, bits.opSpan(), one, two);
  }

  private Span upToLast(int first) {
    return words.span(first, last);
  }

  private static int precedence(int type) {
    return switch (type) {
      case PIPE -> PIPE_PRECEDENCE;
      case GIVEN -> GIVEN_PRECEDENCE;
      case WITH -> WITH_PRECEDENCE;
      case AS -> AS_PRECEDENCE;
      default -> operator(type).precedence();
    };
  }

  private static BinaryOp operator(int type) {
    return switch (type) {
      case OR -> BinaryOp.OR;
      case AND -> BinaryOp.AND;
      case EQUAL -> BinaryOp.EQUAL;
      case NOT_EQUAL -> BinaryOp.NOT_EQUAL;
      case LESS -> BinaryOp.LESS;
      case LESS_EQUAL -> BinaryOp.LESS_EQUAL;
      case GREATER -> BinaryOp.GREATER;
      case GREATER_EQUAL -> BinaryOp.GREATER_EQUAL;
      case BIT_OR -> BinaryOp.BIT_OR;
      case BIT_XOR -> BinaryOp.BIT_XOR;
      case BIT_AND -> BinaryOp.BIT_AND;
      case SHIFT_LEFT -> BinaryOp.SHIFT_LEFT;
      case SHIFT_RIGHT -> BinaryOp.SHIFT_RIGHT;
      case PLUS -> BinaryOp.ADD;
      case MINUS -> BinaryOp.SUBTRACT;
      case MULTIPLY -> BinaryOp.MULTIPLY;
      case DIVIDE -> BinaryOp.DIVIDE;
      case FLOOR_DIVIDE -> BinaryOp.FLOOR_DIVIDE;
      case REMAINDER -> BinaryOp.REMAINDER;
      case MATMUL -> BinaryOp.MATMUL;
      case POWER -> BinaryOp.POWER;
      default -> throw new IllegalArgumentException("no operator: " + type);
    };
  }
}
