package org.tgraph.prelude;

import java.util.List;
import java.util.Locale;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.pointwise.BitwiseAnd;
import org.tgraph.op.pointwise.Exp;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Greater;
import org.tgraph.op.pointwise.IsFinite;
import org.tgraph.op.special.BesselI;
import org.tgraph.op.special.BetaInc;
import org.tgraph.op.special.Erf;
import org.tgraph.op.special.ErfInv;
import org.tgraph.op.special.Erfc;
import org.tgraph.op.special.Erfcx;
import org.tgraph.op.special.GammaInc;
import org.tgraph.op.special.GammaQuantile;
import org.tgraph.op.special.LBeta;
import org.tgraph.op.special.LGamma;
import org.tgraph.op.special.Log1mExp;
import org.tgraph.op.special.LogNdtr;
import org.tgraph.op.special.Logit;
import org.tgraph.op.special.Ndtr;
import org.tgraph.op.special.Ndtri;
import org.tgraph.op.special.Polygamma;
import org.tgraph.type.Kind;

/** Special functions that are operations of the graph, under the names that SciPy has for them. */
final class SpecialFunctions {
  /** An order that large is a mistake; the factorial of it is still a float. */
  private static final long MOST_ORDER = 100;

  static final List<Builtin> ALL =
      List.of(
          of("erf(x)", "The error function.", new Erf()),
          of("erfc(x)", "`1 - erf(x)`, accurate where that is near 0.", new Erfc()),
          of(
              "erfcx(x)",
              "`exp(x**2) * erfc(x)`, which does not vanish for large `x`.",
              new Erfcx(0)),
          of("erfinv(x)", "The number whose `erf` is `x`; `nan` outside of -1 to 1.", new ErfInv()),
          of(
              "lgamma(x)",
              "The logarithm of the absolute value of the gamma function.",
              new LGamma()),
          of("digamma(x)", "The derivative of `lgamma`.", new Polygamma(0)),
          Builtin.of(
              "polygamma(n, x)",
              "The derivative of order `n` of `digamma`; `n` is known before the program runs.",
              SpecialFunctions::polygamma),
          of(
              "lbeta(a, b)",
              "The logarithm of the absolute value of the beta function.",
              new LBeta()),
          of(
              "gammainc(a, x)",
              "The lower regularized incomplete gamma function.",
              new GammaInc(false)),
          of(
              "gammaincc(a, x)",
              "`1 - gammainc(a, x)`, accurate where that is near 0.",
              new GammaInc(true)),
          Builtin.of(
              "gammaincinv(a, p)",
              "The number whose `gammainc` is `p`.",
              SpecialFunctions::gammaQuantile),
          of("betainc(a, b, x)", "The regularized incomplete beta function.", new BetaInc()),
          of(
              "ndtr(x)",
              "The distribution function of the standard normal distribution.",
              new Ndtr()),
          of("log_ndtr(x)", "The logarithm of `ndtr(x)`, far into the tail.", new LogNdtr()),
          of("ndtri(p)", "The quantile of the standard normal distribution.", new Ndtri()),
          of("log1mexp(x)", "`log(1 - exp(-x))`, for `x` above 0.", new Log1mExp()),
          of("logit(p)", "`log(p / (1 - p))`, the inverse of `sigmoid`.", new Logit()),
          bessel(0, false),
          bessel(1, false),
          bessel(0, true),
          bessel(1, true));

  private SpecialFunctions() {}

  /** For the limits of {@code a}, 0 and infinity, SciPy has nan. */
  private static Val gammaQuantile(CallSite call) {
    Val log = call.elementwise(new GammaQuantile(), "a", "p");
    Value x = call.emit(new Exp(), ((Val.Tensor) log).value());
    Value a =
        Broadcast.to(
            call.b(), call.cast(call.tensor("a", Kind.FLOAT), x.type().element()), x.shape());
    Value isPositive = call.emit(new Greater(), a, call.fill(0, a));
    Value isRight = call.emit(new BitwiseAnd(), isPositive, call.emit(new IsFinite(), a));
    Value none = call.fill(new Val.WeakFloat(Double.NaN), x.type().element(), x.shape());
    return new Val.Tensor(Formula.select(call.b(), isRight, x, none));
  }

  /** An operation whose operands are called in the signature what users call them. */
  private static Builtin of(String signature, String doc, Op op) {
    String names = signature.substring(signature.indexOf('(') + 1, signature.length() - 1);
    return Builtin.of(signature, doc, call -> call.elementwise(op, names.split(", ")));
  }

  private static Builtin bessel(int order, boolean scaled) {
    String doc = "The modified Bessel function of the first kind of order " + order;
    return of(
        String.format(Locale.ROOT, "i%d%s(x)", order, scaled ? "e" : ""),
        doc + (scaled ? ", times `exp(-abs(x))`." : "."),
        new BesselI(order, scaled));
  }

  private static Val polygamma(CallSite call) {
    long order = call.number("n");
    if (order < 0 || order > MOST_ORDER) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0411,
                  call.span("n"),
                  "`n` of `polygamma` must be from 0 to %d.".formatted(MOST_ORDER))
              .note("`polygamma(0, x)` is `digamma(x)`, and `n` counts derivatives of it."));
    }
    return call.elementwise(new Polygamma((int) order), "x");
  }
}
