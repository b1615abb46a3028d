package org.tgraph.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Equation;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;
import org.tgraph.transform.Alignment;
import org.tgraph.transform.Alignment.Along;

/**
 * Sites of a model whose prior has an infinite integral, and of which nothing says more: the
 * density of the model has an infinite integral too, so that there is nothing to sample.
 *
 * <p>A site that is not observed and on which no other term of the density depends integrates to 1,
 * whatever its parameters are, so what its own term says of these is nothing (it is a barren node
 * of the graph: Shachter, 1986). Such terms are left out, one after the other; an improper site is
 * informed if a term that is left depends on it.
 */
final class ImproperSites implements ModelWalk.Handler {
  private final Context c;
  private final Distributions distributions;
  private final List<Term> terms = new ArrayList<>();

  /**
   * What adds to the log density.
   *
   * @param of the site that is not observed whose distribution says it; nothing of data and factors
   */
  private record Term(Optional<Unknown> of, Value value) {
    boolean isOf(Predicate<Unknown> which) {
      return of.filter(which).isPresent();
    }
  }

  private record Unknown(Site site, Value value, boolean isImproper, boolean isNormalized) {}

  ImproperSites(Context c) {
    this.c = c;
    this.distributions = new Distributions(c);
  }

  /** Whether the integral of the density is infinite. */
  static boolean isImproper(Val.Distribution of) {
    return of.functions().fields().containsKey("improper");
  }

  @Override
  public Val site(Site site, Val.Distribution of, Optional<Val> given) {
    Val val = given.orElseGet(() -> c.calls.opaque(site.type(), site.place()));
    Optional<Unknown> unknown =
        given.isPresent()
            ? Optional.empty()
            : Optional.of(
                new Unknown(
                    site,
                    c.tensors.value(val, site.place()),
                    isImproper(of),
                    // What can be drawn is a distribution.
                    of.functions().fields().containsKey("draw")));
    terms.add(new Term(unknown, distributions.each(of, val, site.place())));
    return val;
  }

  @Override
  public void factor(Value values, Span at) {
    terms.add(new Term(Optional.empty(), values));
  }

  /** Sites of which neither data nor factors say anything are reported. */
  void requireInformed(Val.Model model, Span call) {
    GraphBuilder scratch = new GraphBuilder();
    c.building(
        scratch,
        () -> {
          c.models.follow(model, this);
          return this;
        });
    List<Site> uninformed = uninformed(scratch.body());
    if (uninformed.isEmpty()) {
      return;
    }
    String names = String.join("`, `", uninformed.stream().map(Site::name).toList());
    Diagnostic d =
        Diagnostic.error(
            Code.TG0614,
            call,
            "The posterior is improper: nothing that was observed, and no `factor`, depends on `%s`."
                .formatted(names));
    for (Site site : uninformed) {
      d = d.label(site.place(), "its prior is improper");
    }
    throw c.fail(
        d.note(
            "`Flat` without two bounds is no distribution: it needs data, or give the site another"
                + " prior, such as `Normal(0.0, 10.0)`."));
  }

  private List<Site> uninformed(List<Equation> body) {
    Map<Unknown, Alignment> reached = new LinkedHashMap<>();
    terms.forEach(t -> t.of().ifPresent(u -> reached.put(u, new Alignment(body, u.value()))));
    List<Term> left = new ArrayList<>(terms);
    while (left.removeIf(t -> t.isOf(u -> u.isNormalized() && isLast(u, t, left, reached)))) {
      // What was said of by those that are gone may be last now.
    }
    return left.stream()
        .filter(t -> t.isOf(u -> u.isImproper() && isLast(u, t, left, reached)))
        .map(t -> t.of().orElseThrow().site())
        .toList();
  }

  /** Whether no term but its own depends on a site. */
  private static boolean isLast(
      Unknown site, Term own, List<Term> left, Map<Unknown, Alignment> reached) {
    return left.stream()
        .allMatch(t -> t == own || reached.get(site).of(t.value()) instanceof Along.Not);
  }
}
