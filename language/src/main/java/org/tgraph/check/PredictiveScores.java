package org.tgraph.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.tgraph.check.Posteriors.Drawn;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;

/**
 * How well models predict data that they have not seen, by functions of the standard library of the
 * log likelihoods of what they have.
 */
public final class PredictiveScores {
  private final CallSite call;
  private final Context c;
  private final CallsFromJava calls;

  private PredictiveScores(CallSite call) {
    this.call = call;
    this.c = call.c();
    this.calls = new CallsFromJava(c, call.whole());
  }

  /** {@code loo(m, draws)}. */
  public static Val loo(CallSite call) {
    PredictiveScores scores = new PredictiveScores(call);
    Drawn of = Posteriors.drawn(call);
    Value all = scores.logLikelihoods(of);
    return scores.calls.library("left_out", new Val.Tensor(all), scores.tail(all, of));
  }

  /** {@code waic(m, draws)}. */
  public static Val waic(CallSite call) {
    PredictiveScores scores = new PredictiveScores(call);
    Value all = scores.logLikelihoods(Posteriors.drawn(call));
    return scores.calls.library("widely_applicable", new Val.Tensor(all));
  }

  /** {@code compare(models)}: a table with a row for each. */
  public static Val compare(CallSite call) {
    return new PredictiveScores(call).table();
  }

  /** Of the one site that is observed: {@code [draws, observations]}. */
  private Value logLikelihoods(Drawn of) {
    Map<String, Val> all = Posteriors.logLikelihoods(call, of);
    if (all.size() > 1) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0604,
                  of.modelAt(),
                  "%s is about observations of one site, but `%s` are observed."
                      .formatted(call.called(), String.join("`, `", all.keySet())))
              .note("`log_likelihood(m, draws)` has those of each."));
    }
    Value likelihood = c.tensors.value(all.values().iterator().next(), call.whole());
    Shape shape = likelihood.shape();
    Dim draws = shape.dim(0).times(shape.dim(1));
    return call.reshape(likelihood, new Shape(List.of(draws, shape.slice(2, shape.rank()).size())));
  }

  /**
   * Of how many weights the tail is smoothed, as in the paper for draws that are nearly
   * independent.
   */
  private Val tail(Value logLikelihoods, Drawn of) {
    OptionalLong draws = logLikelihoods.shape().dim(0).constant();
    double count =
        draws.orElseThrow(() ->
            c.fail(
                Code.TG0411,
                call.whole(),
                "The number of draws must be known before the program runs."));
    long tail = (long) Math.ceil(Math.min(0.2 * count, 3 * Math.sqrt(count)));
    if (tail < 5) {
      throw c.fail(Code.TG0413, of.drawsAt(), call.called() + " needs at least 25 draws.");
    }
    return new Val.Known(Dim.of(tail));
  }

  private Val table() {
    List<String> names = new ArrayList<>();
    List<Val> elpds = new ArrayList<>();
    List<Val.Record> scores = new ArrayList<>();
    for (Map.Entry<String, Drawn> entry : compared().entrySet()) {
      Value all = logLikelihoods(entry.getValue());
      Val.Record each =
          (Val.Record)
              calls.library("each_left_out", new Val.Tensor(all), tail(all, entry.getValue()));
      if (!elpds.isEmpty()) {
        requireAsMany(names.get(0), elpds.get(0), entry.getKey(), each.fields().get("elpd"));
      }
      names.add(entry.getKey());
      elpds.add(each.fields().get("elpd"));
      scores.add(each);
    }
    Val together = calls.prelude("stack", new Val.Tuple(elpds));
    Map<String, Val> rows = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      Val.Record standing =
          (Val.Record) calls.library("standing", together, new Val.Known(Dim.of(i)));
      Map<String, Val> row = new LinkedHashMap<>(standing.fields());
      row.put("p", calls.prelude("sum", scores.get(i).fields().get("p")));
      row.put("k_max", calls.prelude("max", scores.get(i).fields().get("k")));
      rows.put(names.get(i), new Val.Record(row));
    }
    return new Val.Table(new Val.Record(rows));
  }

  /** The models and draws by their names. */
  private Map<String, Drawn> compared() {
    Span at = call.span("models");
    Val val = call.val("models");
    if (!(val instanceof Val.Record record) || record.fields().size() < 2) {
      throw c.fail(
          Diagnostic.error(
                  Code.TG0413,
                  at,
                  "`models` of `compare` must be a record of two models or more, but this is %s."
                      .formatted(call.describe(val)))
              .note("`compare({one: (m1, draws1), other: (m2, draws2)})` gives each its draws."));
    }
    Map<String, Drawn> all = new LinkedHashMap<>();
    record
        .fields()
        .forEach((name, pair) -> {
          if (!(pair instanceof Val.Tuple tuple)
              || tuple.parts().size() != 2
              || !(tuple.parts().get(0) instanceof Val.Model model)) {
            throw c.fail(
                Code.TG0413,
                at,
                "`%s` must be a model and its draws, `(m, draws)`, but it is %s."
                    .formatted(name, call.describe(pair)));
          }
          String what = "The second part of `" + name + "`";
          Val.Draws draws = Posteriors.draws(call, tuple.parts().get(1), what, at);
          all.put(name, new Drawn(model, draws, at, at));
        });
    return all;
  }

  private void requireAsMany(String first, Val of, String second, Val those) {
    Dim a = c.tensors.value(of, call.whole()).shape().dim(0);
    Dim b = c.tensors.value(those, call.whole()).shape().dim(0);
    if (!call.isEqual(a, b)) {
      String[] sizes = call.pair(a, b);
      throw c.fail(
          call.explain(
              Diagnostic.error(
                      Code.TG0301,
                      call.span("models"),
                      "`%s` has `%s` observations, and `%s` has `%s`."
                          .formatted(first, sizes[0], second, sizes[1]))
                  .note("Models are compared by how they predict the same data."),
              a,
              b));
    }
  }
}
