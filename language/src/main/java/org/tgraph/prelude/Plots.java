package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Showing;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.program.Plot;
import org.tgraph.program.Plot.Kind;
import org.tgraph.program.Shown;
import org.tgraph.program.Step;

/** Pictures. Each is written to a file as the script runs. */
final class Plots {
  private static final List<String> ENDINGS = List.of(".svg", ".png", ".html");

  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "plot.histogram(x, save, bins=30, title=\"\", xlabel=\"\", ylabel=\"\")",
              "Draws how often the numbers of `x` fall into each of `bins` equal parts of their"
                  + " range. Written to the file `save`: `.svg`, `.png` or `.html`.",
              call -> of(call, Kind.HISTOGRAM, List.of(numbers(call, "x")))),
          Builtin.of(
              "plot.line(x, y, save, title=\"\", xlabel=\"\", ylabel=\"\")",
              "Draws a line through points.",
              call -> of(call, Kind.LINE, points(call))),
          Builtin.of(
              "plot.scatter(x, y, save, title=\"\", xlabel=\"\", ylabel=\"\")",
              "Draws points.",
              call -> of(call, Kind.SCATTER, points(call))),
          Builtin.of(
              "plot.trace(draws, save, title=\"\")",
              "Draws what was drawn of each number, in its order, and the density of each chain.",
              call -> of(call, Kind.TRACE, draws(call))),
          Builtin.of(
              "plot.rank(draws, save, title=\"\")",
              "Draws how often each rank among all draws is of each chain: level if they agree.",
              call -> of(call, Kind.RANK, draws(call))),
          Builtin.of(
              "plot.density(draws, save, title=\"\")",
              "Draws the density of each number, of each chain.",
              call -> of(call, Kind.DENSITY, draws(call))),
          Builtin.of(
              "plot.pairs(draws, save, title=\"\")",
              "Draws the first five numbers against each other; draws after trajectories that"
                  + " diverged are red.",
              call -> of(call, Kind.PAIRS, draws(call))),
          Builtin.of(
              "plot.forest(draws, save, title=\"\")",
              "Draws the median and the 50 and 90 percent intervals of each number.",
              call -> of(call, Kind.FOREST, draws(call))),
          Builtin.of(
              "plot.predictive(replicated, observed, save, title=\"\", xlabel=\"\")",
              "Draws the density of what was observed over those of replications, as `predict` makes"
                  + " them.",
              call -> of(call, Kind.PREDICTIVE, replicated(call))));

  private Plots() {}

  private static Val of(CallSite call, Kind kind, List<Shown> values) {
    String path = call.text("save");
    String name = path.toLowerCase(Locale.ROOT);
    if (ENDINGS.stream().noneMatch(name::endsWith)) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0704,
                  call.span("save"),
                  "A picture is written to a file that ends in `.svg`, `.png` or `.html`.")
              .fixIf(!path.contains("."), call.span("save"), "\"" + path + ".svg\""));
    }
    long bins = call.has("bins") ? call.number("bins") : 30;
    if (bins < 1 || bins > 10_000) {
      throw call.fail(
          Code.TG0413, call.span("bins"), "`bins` must be at least 1, and no more than 10,000.");
    }
    call.effect(
        new Step.Draw(
            call.whole(),
            new Plot(
                kind,
                values,
                text(call, "title"),
                text(call, "xlabel"),
                text(call, "ylabel"),
                (int) bins),
            path));
    return Val.NOTHING;
  }

  private static String text(CallSite call, String name) {
    return call.has(name) ? call.text(name) : "";
  }

  private static Shown numbers(CallSite call, String name) {
    return new Shown.Tensor(call.tensor(name));
  }

  private static List<Shown> points(CallSite call) {
    Value x = call.tensor("x");
    Value y = call.tensor("y");
    if (x.rank() != 1 || y.rank() != 1) {
      throw call.fail(
          Code.TG0303,
          x.rank() != 1 ? call.span("x") : call.span("y"),
          "%s takes two vectors, but this has shape `%s`."
              .formatted(call.called(), call.c().text((x.rank() != 1 ? x : y).shape())));
    }
    if (!call.isEqual(x.shape().dim(0), y.shape().dim(0))) {
      String[] texts = call.pair(x.shape().dim(0), y.shape().dim(0));
      throw call.fail(
          call.explain(
              Diagnostic.error(
                      Code.TG0301,
                      call.span("y"),
                      "There are `%s` numbers in `x`, but `%s` in `y`."
                          .formatted(texts[0], texts[1]))
                  .label(call.span("x"), "`x` is here"),
              x.shape().dim(0),
              y.shape().dim(0)));
    }
    return List.of(new Shown.Tensor(x), new Shown.Tensor(y));
  }

  private static List<Shown> draws(CallSite call) {
    if (!(call.val("draws") instanceof Val.Draws draws)) {
      throw call.fail(
          Code.TG0413,
          call.span("draws"),
          "`draws` of %s must be draws from a model, as `sample` makes them, but this is %s."
              .formatted(call.called(), call.describe(call.val("draws"))));
    }
    List<Shown> shown = new ArrayList<>();
    Showing.of(call.c(), draws, call.span("draws")).ifPresent(shown::add);
    return shown;
  }

  private static List<Shown> replicated(CallSite call) {
    Value replicated = call.tensor("replicated");
    Value observed = call.tensor("observed");
    boolean fits =
        replicated.rank() == observed.rank() + 2
            && call.isEqual(
                replicated.shape().slice(2, replicated.rank()).size(), observed.shape().size());
    if (!fits) {
      throw call.fail(
          Diagnostic.error(
                  Code.TG0301,
                  call.span("replicated"),
                  "`replicated` must have axes for chains and draws before those of `observed`,"
                      + " which is `%s`, but this is `%s`."
                          .formatted(
                              call.c().text(observed.type()), call.c().text(replicated.type())))
              .note("`predict(m, draws)` makes replications of each observed site."));
    }
    return List.of(new Shown.Tensor(replicated), new Shown.Tensor(observed));
  }
}
