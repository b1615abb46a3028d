package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.ChosenDraws;
import org.tgraph.check.Showing;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.program.Plot;
import org.tgraph.program.Plot.Kind;
import org.tgraph.program.Shown;
import org.tgraph.program.Step;
import org.tgraph.type.Dim;

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
              "plot.line(x, y, save, points=none, title=\"\", xlabel=\"\", ylabel=\"\")",
              "Draws a line, or one for each row of a matrix `y`. The points of two vectors,"
                  + " `points=(x, y)`, are drawn too.",
              call -> of(call, Kind.LINE, lines(call))),
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
              call -> of(call, Kind.PREDICTIVE, replicated(call))),
          Builtin.of(
              "plot.calibration(c, save, title=\"\")",
              "Draws how often ranks were found by `sbc`, over the band that holds 99 of 100 such counts"
                  + " if all is right.",
              call -> of(call, Kind.CALIBRATION, calibration(call))));

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
    return List.of(
        vector(call, call.operand("x")), along(call, call.operand("x"), call.operand("y"), 1));
  }

  /** A line or more, and the points that are drawn too. */
  private static List<Shown> lines(CallSite call) {
    Operand x = call.operand("x");
    List<Shown> shown = new ArrayList<>();
    shown.add(vector(call, x));
    shown.add(along(call, x, call.operand("y"), 2));
    if (call.has("points")) {
      List<Operand> points = call.list("points");
      if (points.size() != 2) {
        throw call.fail(
            Code.TG0413,
            call.span("points"),
            "`points` of %s must be two vectors, `(x, y)`.".formatted(call.called()));
      }
      shown.add(vector(call, points.get(0)));
      shown.add(along(call, points.get(0), points.get(1), 1));
    }
    return shown;
  }

  private static Shown vector(CallSite call, Operand x) {
    return new Shown.Tensor(ranked(call, x, 1));
  }

  /** Numbers that belong to those of a vector; of more than one row where {@code rank} is 2. */
  private static Shown along(CallSite call, Operand x, Operand y, int rank) {
    Value of = call.tensor(x);
    Value value = ranked(call, y, rank);
    Dim size = of.shape().dim(0);
    Dim own = value.shape().dim(value.rank() - 1);
    if (!call.isEqual(size, own)) {
      String[] texts = call.pair(size, own);
      throw call.fail(
          call.explain(
              Diagnostic.error(
                      Code.TG0301,
                      y.span(),
                      "There are `%s` numbers along one axis, but `%s` along the other."
                          .formatted(texts[0], texts[1]))
                  .label(x.span(), "`%s` numbers".formatted(texts[0])),
              size,
              own));
    }
    return new Shown.Tensor(value);
  }

  private static Value ranked(CallSite call, Operand given, int most) {
    Value value = call.tensor(given);
    if (value.rank() < 1 || value.rank() > most) {
      throw call.fail(
          Code.TG0303,
          given.span(),
          "%s takes %s here, but this has shape `%s`."
              .formatted(
                  call.called(),
                  most == 1 ? "a vector" : "a vector, or a matrix with a line in each row",
                  call.c().text(value.shape())));
    }
    return value;
  }

  private static List<Shown> draws(CallSite call) {
    Val.Draws draws = ChosenDraws.of(call, "draws");
    List<Shown> shown = new ArrayList<>();
    Showing.of(call.c(), draws, call.span("draws")).ifPresent(shown::add);
    return shown;
  }

  /** The ranks of each site, and the number of draws. */
  private static List<Shown> calibration(CallSite call) {
    Val val = call.val("c");
    if (val instanceof Val.Record found
        && found.fields().get("ranks") instanceof Val.Record ranks
        && found.fields().get("draws") instanceof Val.Known draws) {
      Map<String, Shown> each = new LinkedHashMap<>();
      addRanks(call, "", ranks, each);
      Shown count = Showing.of(call.c(), draws, call.span("c")).orElseThrow();
      return List.of(new Shown.Record(each), count);
    }
    throw notRanks(call);
  }

  private static void addRanks(
      CallSite call, String prefix, Val.Record ranks, Map<String, Shown> each) {
    for (Map.Entry<String, Val> site : ranks.fields().entrySet()) {
      String name = prefix + site.getKey();
      if (site.getValue() instanceof Val.Record inside) {
        addRanks(call, name + ".", inside, each);
      } else if (site.getValue() instanceof Val.Tensor(Value value)
          && value.rank() > 0
          && value.type().element().isIn(org.tgraph.type.Kind.INT)) {
        each.put(name, new Shown.Tensor(value));
      } else {
        throw notRanks(call);
      }
    }
  }

  private static RuntimeException notRanks(CallSite call) {
    return call.fail(
        Diagnostic.error(
                Code.TG0413,
                call.span("c"),
                "`c` of %s must be what `sbc` found, but this is %s."
                    .formatted(call.called(), call.describe(call.val("c"))))
            .note(
                "It has `ranks` and `draws`. Of some sites only: `{ranks: {mu: c.ranks.mu}, draws:"
                    + " c.draws}`."));
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
