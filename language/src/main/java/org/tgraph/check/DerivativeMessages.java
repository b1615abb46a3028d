package org.tgraph.check;

import java.util.Optional;
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
  private static final Pattern CALL = Pattern.compile("([\\w.]+)\\(.*\\)", Pattern.DOTALL);
  private static final Pattern APPLIED = Pattern.compile("(\\w+)(\\([^()]*\\))");

  private DerivativeMessages() {}

  /** {@code grad(loss(x))} is written where {@code grad(loss)(x)} is meant. */
  static Diagnostic notFunction(CallArguments call, String name) {
    Span span = call.span(name);
    Diagnostic d =
        Diagnostic.error(
                Code.TG0413,
                span,
                "%s needs a function, but this is %s."
                    .formatted(call.called(), call.describe(call.val(name))))
            .note(isCalledWith(call.builtin().name()));
    Matcher applied = APPLIED.matcher(span.text());
    boolean isOnly = call.arguments().size() == 1 && applied.matches();
    return isOnly
        ? d.fixIf(
            true, call.whole(), call.at().text() + "(" + applied.group(1) + ")" + applied.group(2))
        : d;
  }

  private static String isCalledWith(String name) {
    return switch (name) {
      case "hvp", "implicit", "jvp", "linearize", "vjp" ->
          "The function and what it is called with are given apart: `%s`."
              .formatted(name.equals("implicit") ? "implicit(x, f)" : name + "(f, x, …)");
      case "custom_derivative" ->
          "`custom_derivative(f, rule)` is a function: `custom_derivative(f, rule)(x)`.";
      default -> "`%1$s(f)` is a function: `%1$s(f)(x)`, or `%1$s(x -> …)(x)`.".formatted(name);
    };
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
      return d.note("`jacobian` gives the derivatives of each part.");
    }
    if (t.element().isIn(Kind.COMPLEX)) {
      return d.note("`real(…)` and `abs(…)` are floats; `jacobian` takes complex results.");
    }
    if (!t.element().isIn(Kind.FLOAT)) {
      return d.note("A count changes in steps: it has no slope.");
    }
    d = d.note("`sum(…)` or `mean(…)` make one number of many; `jacobian` is of each.");
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
    String called = called(text).orElse(op);
    boolean isFull = called.endsWith("svd") && !text.contains("full_matrices");
    boolean isOpen = called.equals("while") && !text.contains("limit=");
    Diagnostic d = diagnostic.label(place, "`" + called + "` is used here");
    if (isOpen) {
      d = d.note("Say how many steps there are at most: `while(…, limit=100)`.");
    } else if (called.equals("fori")) {
      d = d.note("A `fori` of a known number of steps has one, and so has `while(…, limit=100)`.");
    } else if (op.equals("while")) {
      d = d.note("`" + called + "` is computed by a loop, `while`.");
    }
    String open = text.substring(0, Math.max(0, text.length() - 1));
    return d.fixIf(isFull, place, open + ", full_matrices=false)")
        .fixIf(isOpen, place, open + ", limit=100)");
  }

  /** The name of the function, if the text is a call of one. */
  private static Optional<String> called(String text) {
    Matcher call = CALL.matcher(text);
    return call.matches() ? Optional.of(call.group(1)) : Optional.empty();
  }
}
