package org.tgraph.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.layout.Slice;
import org.tgraph.program.Target;
import org.tgraph.source.Span;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/**
 * The sites of a model that are not observed as one vector of real numbers, a position: each is
 * brought to its support by what the standard library says of that.
 */
final class FreeSites {
  private final Context c;
  private final Span call;
  private final Distributions distributions;
  private final Map<String, TensorType> types = new LinkedHashMap<>();
  private final Optional<SummedSites> summed;
  private final List<Target.Flat> flats = new ArrayList<>();
  private boolean hasSummed;
  private boolean hasImproper;
  private Dim size = Dim.ZERO;

  /** Finds how many numbers each site takes; that one cannot be made of them is reported. */
  FreeSites(Context c, Val.Model model, Span call) {
    this.c = c;
    this.call = call;
    this.distributions = new Distributions(c);
    c.building(
        new GraphBuilder(),
        () -> {
          c.models.follow(model, (site, of, given) -> given.orElseGet(() -> opaque(site, of)));
          return size;
        });
    summed = hasSummed ? Optional.of(new SummedSites(c, model, call)) : Optional.empty();
    if (types.isEmpty()) {
      throw c.fail(
          Code.TG0606,
          call,
          "There is nothing to sample: all sites of the model are observed"
              + (hasSummed ? " or added up over." : "."));
    }
    if (hasImproper) {
      new ImproperSites(c).requireInformed(model, call);
    }
  }

  private Val opaque(Site site, Val.Distribution of) {
    Val value = c.calls.opaque(site.type(), site.place());
    if (SummedSites.isSummed(site, of)) {
      hasSummed = true;
    } else {
      take(site, of, value);
    }
    return value;
  }

  /** How many numbers a position has. */
  Dim size() {
    return size;
  }

  /** The sites that are added up over, if there are any. */
  Optional<SummedSites> summed() {
    return summed;
  }

  private void take(Site site, Val.Distribution of, Val value) {
    if (!site.type().element().isIn(Kind.FLOAT)) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0606,
                  call,
                  "`%s` is `%s`, but the sampler moves along gradients, which whole numbers do not"
                          .formatted(site.name(), c.text(site.type()))
                      + " have.")
              .label(site.place(), "the site is not observed")
              .note(
                  "Give it data by `given`. What has few values, as of `Bernoulli` and"
                      + " `Categorical`, is added up over by itself."));
    }
    if (!(of.functions().fields().get("support") instanceof Val.Record support)) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0606,
                  call,
                  "There is no way from the real numbers to what `%s` can be."
                      .formatted(site.name()))
              .label(site.place(), "it is `" + c.text(of.type()) + "`"));
    }
    TensorType type = free(site, support, value).type();
    hasImproper |= ImproperSites.isImproper(of);
    if (ImproperSites.isImproper(of) && of.type().family().equals("Flat")) {
      boolean isBounded = support.fields().containsKey("bounds");
      flats.add(new Target.Flat(site.name(), site.place(), site.type().shape(), size, isBounded));
    }
    types.put(site.name(), type);
    size = size.plus(type.shape().size());
  }

  private Value free(Site site, Val.Record support, Val value) {
    return c.tensors.value(apply(support, "free", value, site), site.place());
  }

  /** The real numbers that a value of a site is made of. */
  Value free(Site site, Val.Distribution of, Val value) {
    return free(site, (Val.Record) of.functions().fields().get("support"), value);
  }

  /** The sites whose prior says nothing. */
  List<Target.Flat> flats() {
    return flats;
  }

  /** How many numbers of a position are of each site, in order. */
  Map<String, Dim> counts() {
    Map<String, Dim> counts = new LinkedHashMap<>();
    types.forEach((name, type) -> counts.put(name, type.shape().size()));
    return counts;
  }

  /** Whether a name is that of a site which a position has numbers of. */
  boolean isFree(String name) {
    return types.containsKey(name);
  }

  private Val apply(Val.Record support, String function, Val value, Site site) {
    Val.Distribution of = new Val.Distribution(site.of().orElseThrow(), support);
    return distributions.apply(of, function, List.of(value), site.place());
  }

  /** The values that the sites have at a position, taken in their order. */
  final class At {
    private final Value position;
    private Dim next = Dim.ZERO;

    At(Value position) {
      this.position = position;
    }

    /**
     * @param value of the type of the site
     * @param logJacobian of the way from the position, an {@code f64}
     */
    record Placed(Val value, Value logJacobian) {}

    Placed value(Site site, Val.Distribution of) {
      TensorType free = types.get(site.name());
      Span at = site.place();
      c.at(at);
      Dim count = free.shape().size();
      Value part = Slice.along(c.builder(), position, 0, next, count);
      next = next.plus(count);
      Value shaped =
          part.shape().equals(free.shape()) ? part : c.emit(new Reshape(free.shape()), part);
      Value typed = c.tensors.cast(shaped, free.element());
      Val.Record support = (Val.Record) of.functions().fields().get("support");
      Val.Tuple both = (Val.Tuple) apply(support, "constrain", new Val.Tensor(typed), site);
      Value value = c.tensors.value(both.parts().get(0), at);
      Value jacobian = c.tensors.value(both.parts().get(1), at);
      c.at(at);
      return new Placed(
          new Val.Tensor(c.coerce(value, site.type().shape())),
          c.tensors.cast(jacobian, DType.F64));
    }
  }

  /** The type of a position. */
  TensorType position() {
    return new TensorType(DType.F64, new Shape(List.of(size)));
  }
}
