package org.tgraph.check;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Span;
import org.tgraph.type.Kind;
import org.tgraph.type.TensorType;
import org.tgraph.type.Type;

/** What is said of functions that cannot be differentiated. */
final class DerivativeMessages {
  private static final Pattern APPLIED = Pattern.compile("(\\w+)(\\([^()]*\\))");

  private DerivativeMessages() {}

  /** {@code grad(loss(x))} is written where {@code grad(loss)(x)} is meant. */
  static Diagnostic notFunction(CallSite call, String name) {
    Span span = call.span(name);
    Diagnostic d =
        Diagnostic.error(
                Code.TG0413,
                span,
                "%s needs a function, but this is %s."
                    .formatted(call.called(), call.describe(call.val(name))))
            .note("`grad(f)` is a function: `grad(f)(x)`, or `grad(x -> …)(x)`.");
    Matcher applied = APPLIED.matcher(span.text());
    boolean isOnly = call.arguments().size() == 1 && applied.matches();
    return isOnly
        ? d.fixIf(
            true, call.whole(), call.at().text() + "(" + applied.group(1) + ")" + applied.group(2))
        : d;
  }

  /**
   * The gradient of a function that gives no single float.
   *
   * @param at where {@code grad} is written
   */
  static Diagnostic notOneFloat(Context c, Val.Function f, Type gives, Span at, Span call) {
    Diagnostic d =
        Diagnostic.error(
                Code.TG0501,
                at,
                "The gradient is that of one float, but %s gives `%s`."
                    .formatted(f.called(), c.text(gives)))
            .label(call, "called here");
    if (!(gives instanceof TensorType t)) {
      return d;
    }
    if (!t.element().isIn(Kind.FLOAT)) {
      return d.note("A count changes in steps: it has no slope.");
    }
    d = d.note("`sum(…)` or `mean(…)` make one number of many.");
    String name = f.called().replace("`", "");
    String argument = "(" + name + ")";
    boolean isNamed = at.source().text().startsWith(argument, at.end());
    Span function = at.source().span(at.end(), at.end() + (isNamed ? argument.length() : 0));
    String summed = "(x -> sum(" + name + "(x)))";
    return isNamed
        ? d.fix(Fix.replace("sum it: write `" + at.text() + summed + "`", function, summed))
        : d;
  }

  /** A function that uses an operation without a derivative at {@code place}. */
  static Diagnostic usedHere(Diagnostic diagnostic, String op, Span place) {
    String text = place.text();
    boolean isFull = text.startsWith("svd(") && !text.contains("full_matrices");
    boolean isOpen = text.startsWith("while(") && !text.contains("limit=");
    return diagnostic
        .label(place, "`" + op + "` is used here")
        .fixIf(
            isFull,
            place,
            text.substring(0, Math.max(0, text.length() - 1)) + ", full_matrices=false)")
        .fixIf(isOpen, place, text.substring(0, Math.max(0, text.length() - 1)) + ", limit=100)");
  }
}
