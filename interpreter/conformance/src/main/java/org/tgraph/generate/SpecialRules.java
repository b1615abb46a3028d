package org.tgraph.generate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.op.special.BetaInc;
import org.tgraph.type.Kind;

/** The special functions, which take floats and work on each element by itself. */
final class SpecialRules {
  private static final List<String> UNARY =
      List.of(
          "erf",
          "erfc",
          "erfcx",
          "erfinv",
          "lgamma",
          "digamma",
          "ndtr",
          "log_ndtr",
          "ndtri",
          "log1mexp",
          "logit",
          "i0",
          "i1",
          "i0e",
          "i1e",
          "expit",
          "log_sigmoid",
          "entr");

  private static final List<String> BINARY =
      List.of("gammainc", "gammaincc", "lbeta", "xlogy", "xlog1py", "logaddexp2");

  private SpecialRules() {}

  static Map<String, Rule> byName() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    for (String name : UNARY) {
      rules.put(name, (m, depth) -> ElementwiseRules.unary(m, name, Kind.FLOAT, depth));
    }
    for (String name : BINARY) {
      rules.put(name, (m, depth) -> ElementwiseRules.binary(m, name, Kind.FLOAT, false, depth));
    }
    rules.put("polygamma", SpecialRules::polygamma);
    rules.put("betainc", ElementwiseRules.of("betainc", new BetaInc()));
    return rules;
  }

  private static Term polygamma(Maker m, int depth) {
    Term x = m.any(Kind.FLOAT, 0, 3, depth);
    return Term.of(x.type(), "polygamma(" + m.chance().below(4) + ", ", x, ")");
  }
}
