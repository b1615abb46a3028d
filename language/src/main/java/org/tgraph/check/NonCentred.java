package org.tgraph.check;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tgraph.diagnostic.Fix;
import org.tgraph.program.Sampling;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Statement;

/**
 * The other way to state a hierarchy. Where few data inform {@code a ~ Normal(mu, tau)}, the site
 * and its scale form a funnel, into whose neck no sampler with one step size gets
 * (Papaspiliopoulos, Roberts and Sköld, 2007; Betancourt and Girolami, 2015); {@code a_raw ~
 * Normal(0, 1)} with {@code a = mu + tau * a_raw} has none.
 */
final class NonCentred {
  /** The families that are moved and stretched, and where their parameters stand. */
  private static final Map<String, List<String>> FAMILIES =
      Map.of(
          "Normal", List.of("mu", "sigma"),
          "LogNormal", List.of("mu", "sigma"),
          "Laplace", List.of("mu", "sigma"),
          "Logistic", List.of("mu", "sigma"),
          "Cauchy", List.of("mu", "sigma"),
          "StudentT", List.of("nu", "mu", "sigma"));

  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

  private NonCentred() {}

  /** For the sites of a model whose scale is a site, the change of their lines. */
  static Map<String, Sampling.Restated> of(Val.Model model) {
    Set<String> latent = model.latent().stream().map(Site::name).collect(Collectors.toSet());
    Map<String, Sampling.Restated> restated = new HashMap<>();
    for (Statement statement : Models.statements(model.definition())) {
      if (statement instanceof Statement.Site site && latent.contains(site.name().name())) {
        String name = site.name().name();
        Set<String> about = names(site.distribution());
        about.add(name);
        fix(site, model, latent)
            .ifPresent(f -> restated.put(name, new Sampling.Restated(f, about)));
      }
    }
    return restated;
  }

  private static Set<String> names(Expr e) {
    return NAME.matcher(e.span().text())
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static Optional<Fix> fix(Statement.Site site, Val.Model model, Set<String> latent) {
    String name = site.name().name();
    String raw = name + "_raw";
    boolean isPlain = site.type().isPresent() || model.sites().get(name).type().rank() == 0;
    if (!(site.distribution() instanceof Expr.Call call)
        || !(call.function() instanceof Expr.Name family)
        || !FAMILIES.containsKey(family.name())
        || !isPlain
        || model.sites().containsKey(raw)) {
      return Optional.empty();
    }
    Map<String, Expr> parameters = parameters(call, FAMILIES.get(family.name()));
    Expr sigma = parameters.get("sigma");
    if (sigma == null || Collections.disjoint(names(sigma), latent)) {
      return Optional.empty();
    }
    String mu = parameters.containsKey("mu") ? text(parameters.get("mu")) : "0.0";
    boolean isLog = family.name().equals("LogNormal");
    String standard =
        parameters.containsKey("nu")
            ? "StudentT(" + parameters.get("nu").span().text() + ")"
            : (isLog ? "Normal" : family.name()) + "(0.0, 1.0)";
    String type = site.type().map(t -> ": " + t.span().text()).orElse("");
    String scaled = text(sigma) + " * " + raw;
    String stated = raw + type + " ~ " + standard;
    String moved = mu.matches("0(\\.0*)?") ? scaled : mu + " + " + scaled;
    String derived = "derived " + name + " = " + (isLog ? "exp(" + moved + ")" : moved);
    return Optional.of(
        Fix.replace(
            "state `%s` non-centred: `%s` and `%s`".formatted(name, stated, derived),
            site.span(),
            stated + lineBreak(site.span()) + derived));
  }

  private static Map<String, Expr> parameters(Expr.Call call, List<String> names) {
    Map<String, Expr> found = new HashMap<>();
    for (int i = 0; i < call.args().size(); i++) {
      Expr.Arg arg = call.args().get(i);
      if (arg.name().isPresent()) {
        found.put(arg.name().get().name(), arg.value());
      } else if (i < names.size()) {
        found.put(names.get(i), arg.value());
      }
    }
    return found;
  }

  /** An expression as it may stand in a sum or product. */
  private static String text(Expr e) {
    boolean isSimple =
        e instanceof Expr.Name
            || e instanceof Expr.Call
            || e instanceof Expr.Index
            || e.span().text().matches("[\\w.]+");
    return isSimple ? e.span().text() : "(" + e.span().text() + ")";
  }

  /** The end of a line, and what the next begins with to stand as this does. */
  private static String lineBreak(Span span) {
    String before = span.source().text().substring(0, span.start());
    String line = before.substring(before.lastIndexOf('\n') + 1);
    return "\n" + line.substring(0, line.length() - line.stripLeading().length());
  }
}
