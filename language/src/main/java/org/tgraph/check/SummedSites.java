package org.tgraph.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Equation;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Constant;
import org.tgraph.op.index.Gather;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.source.Span;
import org.tgraph.transform.Alignment;
import org.tgraph.transform.Alignment.Along;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;
import org.tgraph.type.Truth;

/**
 * The sites of a model that have no gradient and are not observed, but have few values each: what
 * is added up over, so that the density is that of the other sites alone.
 *
 * <p>The elements of such a site can be added up one by one where each acts on terms of the density
 * that no other acts on, and those of a Markov chain one after the other. Sites that act on a term
 * together are a group, and are added up together; but single numbers that act on terms of others
 * with many elements are added up around these.
 */
final class SummedSites {
  /** As many combinations of values may be tried for each element. */
  private static final long MOST_COMBINATIONS = 10_000;

  private final Context c;
  private final Span call;
  private final Map<String, TensorType> outcomes = new LinkedHashMap<>();
  private final List<Group> groups = new ArrayList<>();
  private final List<Optional<Site>> termsOf = new ArrayList<>();

  /**
   * Sites that are added up together.
   *
   * @param plate the shape of each
   * @param terms for each term that they act on, counted from 0 as a walk finds them, the axes of
   *     its elements that are those of the sites; without those that an inner group acts on
   * @param inner what is added up for each value of these
   * @param chain the term that says how the elements of the only site follow each other, if they do
   */
  record Group(
      List<Site> sites,
      Shape plate,
      Map<Integer, List<Integer>> terms,
      List<Group> inner,
      Optional<Integer> chain) {
    /** The numbers of all terms that it acts on. */
    Stream<Integer> all() {
      Stream<Integer> own = Stream.concat(terms.keySet().stream(), chain.stream());
      return Stream.concat(own, inner.stream().flatMap(Group::all));
    }
  }

  /** The sites with data that a group acts on, if any term of the group is of such. */
  List<Site> observed(Group group, Val.Model model) {
    return actedOn(group).filter(model::isObserved).toList();
  }

  /** The sites that a group acts on and that are neither observed nor added up over. */
  List<Site> latent(Group group, Val.Model model) {
    return actedOn(group).filter(s -> !model.isObserved(s) && !has(s)).toList();
  }

  private Stream<Site> actedOn(Group group) {
    return group.all().flatMap(i -> termsOf.get(i).stream());
  }

  /** Finds them; that one cannot be added up over is reported. */
  SummedSites(Context c, Val.Model model, Span call) {
    this.c = c;
    this.call = call;
    GraphBuilder scratch = new GraphBuilder();
    Look look = new Look();
    c.building(
        scratch,
        () -> {
          c.models.follow(model, look);
          return look;
        });
    group(look, scratch.body());
  }

  /** Those of a model, if there are any. */
  static Optional<SummedSites> of(Context c, Val.Model model, Span call) {
    boolean hasSummed = model.latent().stream().anyMatch(s -> !s.type().element().isIn(Kind.FLOAT));
    return hasSummed
        ? Optional.of(c.inlining(true, () -> new SummedSites(c, model, call)))
        : Optional.empty();
  }

  /** The numbers of all terms that depend on one of them. */
  Set<Integer> terms() {
    return groups.stream().flatMap(Group::all).collect(Collectors.toSet());
  }

  /** Whether a site that is not observed is one to be added up over, if it can be. */
  static boolean isSummed(Site site, Val.Distribution of) {
    return !site.type().element().isIn(Kind.FLOAT)
        && of.functions().fields().containsKey("outcomes");
  }

  List<Group> groups() {
    return groups;
  }

  /** Whether the elements of a site follow each other, and how likely they are all together. */
  private static boolean isChain(Val.Distribution of) {
    return of.functions().fields().containsKey("evidence");
  }

  /** The values that a site may have, along the first axis. */
  static Value outcomes(Context c, Val.Distribution of, Span at) {
    return c.tensors.value(new Distributions(c).apply(of, "outcomes", List.of(), at), at);
  }

  /** The site with its first value in each element, for what does not depend on it. */
  static Val first(Context c, Site site, Val.Distribution of) {
    return filled(c, site, of, c.emit(new Constant(Array.scalar(0L))));
  }

  /** The site with one of its values in each element, by its place among them. */
  static Val filled(Context c, Site site, Val.Distribution of, Value place) {
    Value one = c.emit(new Gather(0, 1), outcomes(c, of, site.place()), place);
    return new Val.Tensor(c.emit(new Broadcast(site.type().shape(), List.of()), one));
  }

  /** Whether a site is one of them. */
  boolean has(Site site) {
    return outcomes.containsKey(site.name());
  }

  /** How many values each site of a group has. */
  List<Dim> counts(Group group) {
    return group.sites().stream().map(s -> outcomes.get(s.name()).dim(0)).toList();
  }

  /** A walk that finds what depends on which site. */
  private final class Look implements ModelWalk.Handler {
    private final Distributions distributions = new Distributions(c);
    final Map<Site, Value> summed = new LinkedHashMap<>();
    final List<Value> terms = new ArrayList<>();
    final Map<Site, Value> fixed = new LinkedHashMap<>();

    /** By the term that is its own, a site whose elements follow each other. */
    final Map<Integer, Site> chains = new LinkedHashMap<>();

    @Override
    public Val site(Site site, Val.Distribution of, Optional<Val> given) {
      Val val =
          given.orElseGet(() -> {
            Val value = c.calls.opaque(site.type(), site.place());
            if (isSummed(site, of)) {
              summed.put(site, c.tensors.value(value, site.place()));
              outcomes.put(site.name(), outcomes(c, of, site.place()).type());
              if (isChain(of)) {
                chains.put(terms.size(), site);
              }
            } else if (of.functions().fields().get("support") instanceof Val.Record support) {
              fixed.put(site, free(site, support, value));
            }
            return value;
          });
      term(Optional.of(site), distributions.each(of, val, site.place()));
      return val;
    }

    /** What the way to the support depends on. */
    private Value free(Site site, Val.Record support, Val value) {
      Val.Distribution of = new Val.Distribution(site.of().orElseThrow(), support);
      Val free = distributions.apply(of, "free", List.of(value), site.place());
      return c.tensors.value(free, site.place());
    }

    @Override
    public void derived(Site site, Value value) {
      fixed.put(site, value);
    }

    @Override
    public void factor(Value values, Span at) {
      term(Optional.empty(), values);
    }

    private void term(Optional<Site> of, Value each) {
      termsOf.add(of);
      terms.add(each);
    }
  }

  private void group(Look look, List<Equation> body) {
    Map<Site, Alignment> alignments = new LinkedHashMap<>();
    look.summed.forEach((site, value) -> alignments.put(site, new Alignment(body, value)));
    look.fixed.forEach((fixed, value) ->
        alignments.forEach((site, alignment) -> {
          if (!(alignment.of(value) instanceof Along.Not)) {
            throw dependent(fixed, site);
          }
        }));
    Map<Site, List<Site>> together = new HashMap<>();
    alignments.keySet().forEach(s -> together.put(s, new ArrayList<>(List.of(s))));
    List<Map<Site, List<Integer>>> axes = new ArrayList<>();
    Map<Site, Site> around = new LinkedHashMap<>();
    for (int i = 0; i < look.terms.size(); i++) {
      Map<Site, List<Integer>> of = new LinkedHashMap<>();
      Site chain = look.chains.get(i);
      for (Map.Entry<Site, Alignment> entry : alignments.entrySet()) {
        if (entry.getKey() == chain) {
          continue;
        }
        switch (entry.getValue().of(look.terms.get(i))) {
          case Along.Not not -> {}
          case Along.Axes any when chain != null ->
              throw besideChain(chain, entry.getKey(), termsOf.get(i));
          case Along.Axes(List<Integer> found) -> of.put(entry.getKey(), found);
          case Along.Together(Equation since) -> throw together(entry.getKey(), since);
        }
      }
      axes.add(of);
      List<Site> numbers = of.keySet().stream().filter(SummedSites::isNumber).toList();
      List<Site> others = of.keySet().stream().filter(s -> !isNumber(s)).toList();
      mergeAll(together, numbers, termsOf.get(i));
      mergeAll(together, others, termsOf.get(i));
      if (!numbers.isEmpty() && !others.isEmpty()) {
        Site before = around.putIfAbsent(others.get(0), numbers.get(0));
        if (before != null) {
          merge(together, before, numbers.get(0), termsOf.get(i));
        }
      }
    }
    // Where two of one group have numbers around them, those belong together too.
    for (Site inside : around.keySet()) {
      for (Site other : together.get(inside)) {
        if (around.containsKey(other)) {
          merge(together, around.get(inside), around.get(other), Optional.empty());
        }
      }
    }
    List<List<Site>> all = together.values().stream().distinct().toList();
    for (List<Site> sites : all) {
      boolean isInside = around.keySet().stream().anyMatch(sites::contains);
      if (!isInside) {
        List<List<Site>> inside =
            all.stream()
                .filter(others ->
                    others.stream().anyMatch(o -> sites.contains(around.getOrDefault(o, o)))
                        && others != sites)
                .toList();
        groups.add(group(sites, inside, axes, look));
      }
    }
    groups.forEach(g -> limit(g, Dim.ONE));
  }

  private static boolean isNumber(Site site) {
    return site.type().rank() == 0;
  }

  /**
   * @param inside what is added up for each value of the sites
   * @param axes of each term, by the sites that act on it
   */
  private Group group(
      List<Site> sites, List<List<Site>> inside, List<Map<Site, List<Integer>>> axes, Look look) {
    Map<Integer, List<Integer>> terms = new LinkedHashMap<>();
    for (int i = 0; i < axes.size(); i++) {
      Map<Site, List<Integer>> of = axes.get(i);
      if (inside.stream().flatMap(List::stream).anyMatch(of::containsKey)) {
        continue;
      }
      for (List<Integer> found :
          of.entrySet().stream()
              .filter(e -> sites.contains(e.getKey()))
              .map(Map.Entry::getValue)
              .distinct()
              .toList()) {
        if (terms.put(i, found) != null) {
          throw apart(sites, termsOf.get(i));
        }
      }
    }
    List<Group> inner = inside.stream().map(s -> group(s, List.of(), axes, look)).toList();
    List<Site> ordered = look.summed.keySet().stream().filter(sites::contains).toList();
    Optional<Integer> chain =
        look.chains.entrySet().stream()
            .filter(e -> sites.contains(e.getValue()))
            .map(Map.Entry::getKey)
            .findFirst();
    if (chain.isPresent() && sites.size() > 1) {
      Site site = look.chains.get(chain.get());
      Site other = ordered.stream().filter(o -> o != site).findFirst().orElseThrow();
      throw besideChain(site, other, Optional.empty());
    }
    return new Group(ordered, ordered.get(0).type().shape(), terms, inner, chain);
  }

  private void mergeAll(Map<Site, List<Site>> together, List<Site> sites, Optional<Site> term) {
    for (int j = 1; j < sites.size(); j++) {
      merge(together, sites.get(0), sites.get(j), term);
    }
  }

  private void merge(Map<Site, List<Site>> together, Site a, Site b, Optional<Site> term) {
    List<Site> first = together.get(a);
    List<Site> second = together.get(b);
    if (first == second) {
      return;
    }
    Shape one = a.type().shape();
    Shape other = b.type().shape();
    boolean isSame = one.rank() == other.rank();
    for (int i = 0; isSame && i < one.rank(); i++) {
      isSame = c.isEqual(one.dim(i), other.dim(i)) == Truth.YES;
    }
    if (!isSame) {
      throw apart(List.of(a, b), term);
    }
    first.addAll(second);
    second.forEach(s -> together.put(s, first));
  }

  private Reported dependent(Site fixed, Site site) {
    String name = fixed.name();
    return c.fail(
        Diagnostic.error(
                Code.TG0606,
                call,
                (fixed.isDerived()
                            ? "`%s` is derived from `%s`"
                            : "What `%s` can be depends on `%s`")
                        .formatted(name, site.name())
                    + ", which is added up over: a draw has no value of it.")
            .label(fixed.place(), "it is stated here")
            .label(site.place(), "this site has no gradient")
            .note(
                fixed.isDerived()
                    ? "`let` in place of `derived` computes it without recording it."
                    : "Its bounds must not depend on such a site."));
  }

  private Reported together(Site site, Equation since) {
    Diagnostic d =
        Diagnostic.error(
                Code.TG0606,
                call,
                "`%s` cannot be added up over: its elements act together, so that all their"
                        .formatted(site.name())
                    + " combinations would have to be tried.")
            .label(site.place(), "this site has no gradient, and is not observed");
    throw c.fail(
        since
            .origin()
            .place()
            .map(place -> d.label(place, "they act together here"))
            .orElse(d)
            .note(
                "Chains of states are `MarkovChain` and `HiddenMarkov`. A state may act on what is seen"
                    + " at its own place."));
  }

  private Reported besideChain(Site chain, Site other, Optional<Site> term) {
    Diagnostic d =
        Diagnostic.error(
                Code.TG0606,
                call,
                "`%s` cannot be added up over: its elements follow each other, and `%s` acts on the"
                        .formatted(chain.name(), other.name())
                    + " same term of the density.")
            .label(chain.place(), "this is a chain")
            .label(other.place(), "this is added up over, too");
    throw c.fail(
        term.filter(t -> t != chain)
            .map(t -> d.label(t.place(), "both act on this"))
            .orElse(d)
            .note("One chain, of the pairs of their values, can say the same."));
  }

  private Reported apart(List<Site> sites, Optional<Site> term) {
    Diagnostic d =
        Diagnostic.error(
                Code.TG0606,
                call,
                "`%s` and `%s` cannot be added up over: their elements act on the same term, but"
                        .formatted(sites.get(0).name(), sites.get(1).name())
                    + " not in pairs.")
            .label(sites.get(0).place(), "this is `" + c.text(sites.get(0).type()) + "`")
            .label(sites.get(1).place(), "this is `" + c.text(sites.get(1).type()) + "`");
    return c.fail(term.map(t -> d.label(t.place(), "both act on this")).orElse(d));
  }

  /**
   * @param around how many combinations there are of what is added up around it
   */
  private void limit(Group group, Dim around) {
    Dim count = around;
    for (Dim one : counts(group)) {
      count = count.times(one);
    }
    for (Group inner : group.inner()) {
      limit(inner, count);
    }
    if (count.constant().orElse(0) > MOST_COMBINATIONS) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0606,
                  call,
                  "`%s` cannot be added up over: together they have %d combinations of values."
                      .formatted(
                          String.join("`, `", group.sites().stream().map(Site::name).toList()),
                          count.constant().getAsLong()))
              .label(group.sites().get(0).place(), "the first of them"));
    }
  }
}
