package org.tgraph.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.source.Span;
import org.tgraph.type.Kind;

/** Densities of models at values that are given. */
public final class Densities {
  private final Context c;

  public Densities(Context c) {
    this.c = c;
  }

  /** {@code log_density(m, {mu: 0.0})}: with a value for each site that is not observed. */
  public Val at(CallSite call, Val.Model model) {
    Map<String, Val> values = point(call, model);
    LogDensity.Values known =
        (of, site, d) -> {
          Val value = values.get(site.name());
          if (value == null) {
            throw missing(call, site.name());
          }
          return value;
        };
    Val.Model rest = with(model, values);
    Optional<SummedSites> summed =
        rest.latent().isEmpty()
            ? Optional.empty()
            : Optional.of(c.inlining(true, () -> new SummedSites(c, rest, call.at())));
    LogDensity density = LogDensity.of(c, rest, summed, () -> known, call.whole());
    c.at(call.whole());
    return new Val.Tensor(density.total());
  }

  /** The model of which all that is known was observed. */
  private static Val.Model with(Val.Model model, Map<String, Val> values) {
    Map<String, Val> observed = new LinkedHashMap<>(model.observed());
    observed.putAll(values);
    return model.of(model.sites(), observed);
  }

  private Reported missing(CallSite call, String sites) {
    return c.fail(
        Code.TG0604,
        call.span("x"),
        "The log density of the model needs a value of `%s` too.".formatted(sites));
  }

  private Map<String, Val> point(CallSite call, Val.Model model) {
    Span span = call.span("x");
    if (!(call.val("x") instanceof Val.Record record)) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0604,
                  span,
                  "The values of the sites are a record, but this is "
                      + call.describe(call.val("x"))
                      + ".")
              .note("The model is `" + c.text(model.type()) + "`."));
    }
    Map<String, Val> values = new LinkedHashMap<>();
    for (Map.Entry<String, Val> field : flat(model, "", record).entrySet()) {
      Span nameAt = SourceText.fieldName(span, DottedNames.last(field.getKey()));
      Site site = c.models.site(model, field.getKey(), nameAt);
      if (site.isDerived() || model.isObserved(site)) {
        throw c.fail(
            Diagnostic.error(
                    Code.TG0604,
                    nameAt,
                    site.isDerived()
                        ? "`%s` is derived from other sites: it has no value of its own here."
                            .formatted(site.name())
                        : "`%s` is observed: it has no other value here.".formatted(site.name()))
                .label(site.place(), "the site"));
      }
      Span at = SourceText.fieldValue(span, DottedNames.last(site.name()));
      values.put(site.name(), c.models.fitted(site, field.getValue(), at));
    }
    List<String> missing =
        model.latent().stream()
            .filter(s -> s.type().element().isIn(Kind.FLOAT))
            .map(Site::name)
            .filter(n -> !values.containsKey(n))
            .toList();
    if (!missing.isEmpty()) {
      throw missing(call, String.join("`, `", missing));
    }
    return values;
  }

  /** The fields under the names of the sites, those of models inside too. */
  static Map<String, Val> flat(Val.Model model, String prefix, Val.Record record) {
    Map<String, Val> fields = new LinkedHashMap<>();
    record
        .fields()
        .forEach((field, val) -> {
          String name = prefix + field;
          if (val instanceof Val.Record inner && model.hasInside(name)) {
            fields.putAll(flat(model, name + ".", inner));
          } else {
            fields.put(name, val);
          }
        });
    return fields;
  }
}
