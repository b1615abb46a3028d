package org.tgraph.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Constant;
import org.tgraph.op.index.ScatterAdd;
import org.tgraph.op.layout.Broadcast;
import org.tgraph.op.layout.Reshape;
import org.tgraph.op.pointwise.IsNan;
import org.tgraph.op.pointwise.Select;
import org.tgraph.source.Span;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;
import org.tgraph.type.Type;

/**
 * Observations some of which are missing: the {@code nan}s among data become numbers that are
 * sampled like sites, {@code y_missing} of the site {@code y}.
 */
public final class Missing {
  private static final String SUFFIX = "_missing";

  private Missing() {}

  /** {@code impute(y)}. */
  public static Val of(CallSite call) {
    Context c = call.c();
    call.needTop();
    Value value = call.tensor("y", Kind.FLOAT);
    CallsFromJava calls = new CallsFromJava(c, call.whole());
    Value isMissing = c.emit(new IsNan(), value);
    // Counted as `data[isnan(y)]` counts, so that what is known of what is missing fits.
    List<Val> indices =
        c.counting.nonzero(isMissing, "is the number of `nan`s in", call.span("y")).stream()
            .<Val>map(Val.Tensor::new)
            .toList();
    List<Val> sizes = value.shape().dims().stream().<Val>map(Val.Known::new).toList();
    Val places =
        indices.size() == 1
            ? indices.get(0)
            : calls.prelude("ravel_multi_index", new Val.Tuple(indices), new Val.Tuple(sizes));
    return new Val.Imputed(value, c.tensors.value(places, call.whole()), call.span("y"));
  }

  /** The places of what is not missing, row by row. */
  static Value seen(Context c, Val.Imputed data, Span at) {
    CallsFromJava calls = new CallsFromJava(c, at);
    Val isMissing = calls.prelude("isnan", new Val.Tensor(data.value()));
    return c.tensors.value(
        calls.prelude("flatnonzero", calls.prelude("logical_not", isMissing)), at);
  }

  /** The site of what is missing of a site. */
  static Site site(Site of, Val.Imputed data) {
    Shape count = data.places().shape();
    TensorType type = new TensorType(of.type().element(), count);
    Type.Distribution free =
        new Type.Distribution(of.of().orElseThrow().family(), type.element(), count, Shape.SCALAR);
    return new Site(of.name() + SUFFIX, type, Optional.of(free), false, of.place());
  }

  /** That a site cannot have missing observations is reported. */
  static void require(Context c, Site site, Val.Distribution of) {
    Val support = of.functions().fields().get("support");
    boolean isPlain =
        support instanceof Val.Record record
            && !record.fields().containsKey("bounds")
            && (of.type().event().rank() == 0 || record.fields().containsKey("everywhere"));
    if (!isPlain) {
      throw c.fail(impossible(c, site, site.place()));
    }
  }

  /** What is said where a site cannot have missing observations. */
  static Diagnostic impossible(Context c, Site site, Span at) {
    return Diagnostic.error(
            Code.TG0606,
            at,
            "Observations of `%s` cannot be missing, since it is `%s`."
                .formatted(site.name(), c.text(site.of().orElseThrow())))
        .note(
            "They can be of distributions of single numbers without bounds that are computed, such"
                + " as `Normal` and `Gamma`, and of vectors of any numbers, such as `AR` and"
                + " `MultivariateNormal`.");
  }

  /** The data with a value for each that is missing, which the handler says. */
  static Val completed(
      Context c, Site site, Val.Distribution of, Val.Imputed data, ModelWalk.Handler handler) {
    require(c, site, of);
    Site missing = site(site, data);
    // What is missing counts where the whole site does.
    Val.Function nothing =
        new Val.Host((arguments, span) ->
            new Val.Tensor(
                c.tensors.cast(
                    c.emit(
                        new Broadcast(missing.type().shape(), List.of()),
                        c.emit(new Constant(Array.scalar(0.0)))),
                    missing.type().element())));
    Val.Record functions =
        new Val.Record(
            Map.of("log_density", nothing, "support", of.functions().fields().get("support")));
    Val found =
        handler.site(
            missing, new Val.Distribution(missing.of().orElseThrow(), functions), Optional.empty());
    Value values = c.tensors.value(found, site.place());
    c.at(site.place());
    Shape shape = data.value().shape();
    Shape flat = new Shape(List.of(shape.size()));
    Value spread = c.emit(new ScatterAdd(0, 1, flat), values, data.places());
    Value whole = shape.equals(flat) ? spread : c.emit(new Reshape(shape), spread);
    Value seen = data.value();
    return new Val.Tensor(c.emit(new Select(), c.emit(new IsNan(), seen), whole, seen));
  }
}
