package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.tgraph.check.Arguments.Argument;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.type.Dim;

/**
 * What a derivative is taken by: arguments, told by their position or by the name of the parameter.
 *
 * @param isMany whether there is a list of them, so that the result is a tuple
 */
record Wrt(List<Operand> which, boolean isMany) {
  /**
   * The parameter of functions of the prelude that takes names of another function's parameters.
   */
  static final String PARAMETER = "wrt";

  static Wrt of(CallSite call) {
    if (!call.has(PARAMETER)) {
      return first(call.at());
    }
    Val val = call.val(PARAMETER);
    boolean many = val instanceof Val.Tuple || val instanceof Val.Items;
    if (many && call.list(PARAMETER).isEmpty()) {
      throw call.fail(
          Code.TG0502, call.span(PARAMETER), "`wrt` names nothing to differentiate by.");
    }
    Wrt wrt = new Wrt(call.list(PARAMETER), many);
    wrt.which.forEach(one -> requirePlace(call.c(), one));
    return wrt;
  }

  private static void requirePlace(Context c, Operand one) {
    boolean isPlace =
        one.val() instanceof Val.Str
            || Operators.size(one.val()).filter(d -> d.constant().isPresent()).isPresent();
    if (!isPlace && !one.val().isPoison()) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0502,
                  one.span(),
                  "What to differentiate by is a parameter or its position, not %s."
                      .formatted(c.tensors.describe(one.val())))
              .note("`grad(f, wrt=1)`, `grad(f, wrt=w)`, `grad(f, wrt=[w, b])`.")
              .note("The arguments of `f` follow in parentheses of their own: `grad(f)(x)`."));
    }
  }

  static Wrt first(Span span) {
    return new Wrt(List.of(new Operand(new Val.Known(Dim.ZERO), span)), false);
  }

  /** {@code w} and {@code [w, b]} as names that are not looked up; nothing of other expressions. */
  static Optional<Val> names(Expr e) {
    return switch (e) {
      case Expr.Name n -> Optional.of(new Val.Str(n.name()));
      case Expr.Tuple t -> all(t.items()).map(Val.Tuple::new);
      case Expr.ListLit l -> all(l.items()).map(items -> new Val.Items(items, l));
      default -> Optional.empty();
    };
  }

  private static Optional<List<Val>> all(List<Expr> items) {
    List<Val> names = new ArrayList<>();
    for (Expr item : items) {
      if (!(item instanceof Expr.Name n)) {
        return Optional.empty();
      }
      names.add(new Val.Str(n.name()));
    }
    return names.isEmpty() ? Optional.empty() : Optional.of(names);
  }

  /** Which of so many parameters these are, -1 for what names none. */
  List<Integer> places(Val.Function f, int count) {
    List<String> names = ParameterNames.of(f).orElse(List.of());
    List<Integer> places = new ArrayList<>();
    for (Operand one : which) {
      long place =
          one.val() instanceof Val.Str name
              ? names.indexOf(name.text())
              : fromFront(Operators.size(one.val()), count);
      places.add(0 <= place && place < count ? (int) place : -1);
    }
    return places;
  }

  private static long fromFront(Optional<Dim> position, int count) {
    long place = position.map(Dim::constant).orElse(OptionalLong.empty()).orElse(count);
    return place < 0 ? place + count : place;
  }

  /** Which of the arguments of a call these are, as places in its list. */
  List<Integer> places(Context c, Val.Function f, Arguments arguments, Span call) {
    List<Integer> places = new ArrayList<>();
    for (Operand one : which) {
      int place = place(c, f, arguments, one, call);
      if (places.contains(place)) {
        throw c.fail(
            Code.TG0502, one.span(), "The same argument is named twice to differentiate by.");
      }
      places.add(place);
    }
    return places;
  }

  private int place(Context c, Val.Function f, Arguments arguments, Operand one, Span call) {
    if (one.val() instanceof Val.Str name) {
      return named(c, f, arguments, name.text(), one.span(), call);
    }
    long value = Operators.size(one.val()).orElseThrow().value();
    int count = arguments.list().size();
    if (count == 0) {
      throw c.fail(
          Diagnostic.error(Code.TG0207, call, "There must be an argument to differentiate by.")
              .label(one.span(), "this gives a function of the arguments of " + f.called()));
    }
    if (value >= count || value < -count) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0502,
                  one.span(),
                  "There is no argument %d: the call has %s."
                      .formatted(value, count == 1 ? "1" : String.valueOf(count)))
              .note("Positions begin with 0.")
              .label(call, "called here"));
    }
    return (int) (value < 0 ? value + count : value);
  }

  private static int named(
      Context c, Val.Function f, Arguments arguments, String name, Span span, Span call) {
    List<String> parameters =
        ParameterNames.of(f)
            .orElseThrow(() ->
                c.fail(
                    Diagnostic.error(
                            Code.TG0502,
                            span,
                            "The parameters of %s have no names.".formatted(f.called()))
                        .note("Give the position: `wrt=0`.")));
    int position = parameters.indexOf(name);
    if (position < 0) {
      Diagnostic d =
          Diagnostic.error(
              Code.TG0502,
              span,
              "%s has no parameter `%s` to differentiate by."
                  .formatted(Tensors.upper(f.called()), name));
      if (!parameters.isEmpty()) {
        d = d.note("Its parameters are `" + String.join("`, `", parameters) + "`.");
      }
      Optional<String> similar = Similar.to(name, parameters);
      throw c.fail(
          similar.isPresent()
              ? d.fix(Fix.replace("write `" + similar.get() + "`", span, similar.get()))
              : d);
    }
    for (int i = 0; i < arguments.list().size(); i++) {
      Argument argument = arguments.list().get(i);
      boolean isIt =
          argument.name().isPresent() ? argument.name().get().name().equals(name) : i == position;
      if (isIt) {
        return i;
      }
    }
    throw c.fail(
        Diagnostic.error(
                Code.TG0502,
                span,
                "The argument `%s` to differentiate by is not given.".formatted(name))
            .label(call, "in this call"));
  }
}
