package org.tgraph.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tgraph.check.Checked;
import org.tgraph.check.Checker;
import org.tgraph.check.Modules;
import org.tgraph.check.Overrides;
import org.tgraph.data.DataHeaders;
import org.tgraph.data.DataProblem;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.program.InputFile;
import org.tgraph.run.print.Output;
import org.tgraph.source.Source;
import org.tgraph.source.Span;

/** What is said of draws that cannot be trusted; and of fixes, that they help. */
class SamplingWarningsTest {
  private static final class Warnings implements Output, DataStore {
    final List<Diagnostic> all = new ArrayList<>();

    @Override
    public void print(Span span, List<Datum> values) {}

    @Override
    public void warn(Diagnostic warning) {
      all.add(warning);
    }

    @Override
    public Loading load(InputFile input) {
      throw new IllegalStateException("no input");
    }

    @Override
    public Optional<DataProblem> save(String path, Datum value) {
      throw new IllegalStateException("no output");
    }

    @Override
    public Optional<DataProblem> write(String path, byte[] content) {
      throw new IllegalStateException("no output");
    }
  }

  private static List<Diagnostic> of(String text) {
    Warnings warnings = new Warnings();
    assertEquals(List.of(), run(text, warnings));
    return warnings.all;
  }

  private static List<Diagnostic> problems(String text) {
    return run(text, new Warnings());
  }

  private static List<Diagnostic> run(String text, Warnings warnings) {
    Source source = new Source("script.tgraph", text);
    Checked checked = Checker.check(source, Modules.NONE, DataHeaders.NONE, Overrides.NONE, true);
    assertEquals(List.of(), checked.diagnostics());
    return new ScriptRunner(checked.program(), new ReferenceBackend(), warnings, warnings).run();
  }

  private static Optional<Diagnostic> find(List<Diagnostic> all, Code code) {
    return all.stream().filter(d -> d.code() == code).findFirst();
  }

  private static String applied(String text, Fix fix) {
    Fix.Edit edit = fix.edits().get(0);
    return text.substring(0, edit.span().start())
        + edit.replacement()
        + text.substring(edit.span().end());
  }

  private static String schools(String site) {
    return """
    model schools(sigma: f64[J]) {
      mu ~ Normal(0.0, 5.0)
      tau ~ HalfCauchy(5.0)
      %s
      y ~ Normal(theta, sigma)
    }
    let sigma = [15.0, 10.0, 16.0, 11.0, 9.0, 11.0, 10.0, 18.0]
    let m = schools(sigma) given {y: [28.0, 8.0, -3.0, 7.0, -1.0, 1.0, 18.0, 12.0]}
    print(mean(sample(m, seed=5, warmup=500, draws=500).mu))
    """
        .formatted(site);
  }

  @Test
  void aFunnelIsFoundAndMended() {
    String text = schools("theta: f64[J] ~ Normal(mu, tau)");
    Diagnostic divergences = find(of(text), Code.TG0607).orElseThrow();
    assertEquals("tau", divergences.labels().get(0).span().text());
    assertEquals("most of them are where `tau` is small", divergences.labels().get(0).text());
    String mended = applied(text, divergences.fixes().get(0));
    assertEquals(
        schools("theta_raw: f64[J] ~ Normal(0.0, 1.0)\n  derived theta = mu + tau * theta_raw"),
        mended);
    assertEquals(Optional.empty(), find(of(mended), Code.TG0607));
  }

  /** Of two hierarchies the one is to be stated otherwise in which trajectories diverge. */
  @Test
  void theFunnelThatIsToBlameIsMended() {
    Diagnostic divergences =
        find(
                of(
                    """
                    model two() {
                      wide ~ HalfNormal(1.0)
                      a: f64[50] ~ Normal(0.0, wide)
                      tau ~ HalfCauchy(5.0)
                      b: f64[8] ~ LogNormal(0.0, tau)
                      y ~ Normal(a, 0.1)
                      v ~ Normal(log(b), 15.0)
                    }
                    let v = [28.0, 8.0, -3.0, 7.0, -1.0, 1.0, 18.0, 12.0]
                    let m = two() given {y: normal(key(1), 50), v: v}
                    print(mean(sample(m, seed=5, warmup=500, draws=500).tau))
                    """),
                Code.TG0607)
            .orElseThrow();
    assertEquals("tau", divergences.labels().get(0).span().text());
    assertEquals(
        "b_raw: f64[8] ~ Normal(0.0, 1.0)\n  derived b = exp(tau * b_raw)",
        divergences.fixes().get(0).edits().get(0).replacement());
  }

  /** Each way to write a hierarchy has its other form, and that is a model. */
  @Test
  void formsThatAreNotCentred() {
    Stream.of(
            "theta: f64[J] ~ StudentT(4.0, mu, tau)",
            "theta: f64[J] ~ StudentT(nu=4.0, sigma=tau)",
            "theta: f64[J] ~ Laplace(sigma=tau * 2.0, mu=mu + 1.0)",
            "theta: f64[J] ~ Cauchy(0.0, 0.1 + tau)",
            "theta: f64[J] ~ LogNormal(mu, tau)")
        .forEach(site -> {
          String text = schools(site);
          Checked checked =
              Checker.check(
                  new Source("script.tgraph", text),
                  Modules.NONE,
                  DataHeaders.NONE,
                  Overrides.NONE,
                  true);
          Fix fix =
              ((org.tgraph.program.Sampling) checked.program().procedures().get(0))
                  .target().sources().stream()
                      .flatMap(s -> s.nonCentred().stream())
                      .findFirst()
                      .orElseThrow()
                      .fix();
          Checked mended =
              Checker.check(
                  new Source("script.tgraph", applied(text, fix)),
                  Modules.NONE,
                  DataHeaders.NONE,
                  Overrides.NONE,
                  true);
          assertEquals(List.of(), mended.diagnostics(), applied(text, fix));
        });
  }

  @Test
  void trajectoriesThatAreTooShort() {
    String text =
        """
        model line(x: f64[n]) {
          level ~ Normal(0.0, 10.0)
          slope ~ Normal(0.0, 10.0)
          y ~ Normal(level + slope * x, 1.0)
        }
        let x = 100.0 + linspace(0.0, 5.0, 20)
        print(mean(sample(line(x) given {y: x}, max_depth=4, draws=300, seed=1).level))
        """;
    Diagnostic d = find(of(text), Code.TG0608).orElseThrow();
    assertTrue(d.message().endsWith("of 1200 trajectories were cut short after 2**4 steps."));
  }

  @Test
  void energyThatHardlyChanges() {
    String text =
        """
        model funnel(n: dim) {
          depth ~ Normal(0.0, 3.0)
          x: f64[n] ~ Normal(0.0, exp(0.5 * depth))
        }
        print(mean(sample(funnel(9), draws=400, seed=1).depth))
        """;
    Diagnostic d = find(of(text), Code.TG0609).orElseThrow();
    assertTrue(d.message().matches(".* is 0\\.\\d+ of chain 1, .*\\."), d.message());
  }

  private static String mixture(String site, int seed) {
    return """
    model halves(n: dim) {
      centre: f64[2] ~ %s
      y: f64[n] ~ Mixture([0.5, 0.5], Normal(centre, 0.5))
    }
    let m = halves(6) given {y: [0.1, 0.3, -0.2, 3.9, 4.2, 4.1]}
    print(mean(sample(m, seed=%d).centre))
    """
        .formatted(site, seed);
  }

  @Test
  void chainsInDifferentModes() {
    Diagnostic d = find(of(mixture("Normal(0.0, 5.0)", 2)), Code.TG0610).orElseThrow();
    assertTrue(d.message().startsWith("The chains do not agree: R-hat of `centre["), d.message());
    assertTrue(d.notes().get(0).startsWith("The chains sit in different places: the means of"));
    assertEquals(List.of(), of(mixture("ordered(Normal(0.0, 5.0))", 2)));
  }

  @Test
  void aScaleThatGoesToZero() {
    String text =
        """
        model trap(n: dim) {
          width ~ HalfNormal(1.0)
          factor logaddexp(0.0, 40.0 - 8.0 * (log(width) + 20.0) ** 2)
        }
        let init = {width: [0.5, 2e-9, 0.5]}
        print(mean(sample(trap(1), chains=3, warmup=200, draws=200, max_depth=5, init=init).width))
        """;
    String note = find(of(text), Code.TG0610).orElseThrow().notes().get(0);
    assertTrue(note.startsWith("In chain 2 `width` is "), note);
    assertTrue(note.endsWith("keeps it from 0, such as `LogNormal` or `InverseGamma`."), note);
  }

  @Test
  void aChainThatDoesNotMove() {
    String text =
        """
        model spike(n: dim) {
          x ~ Normal(0.0, 1.0)
          factor where(x > 1.0, -1e8 * (x - 1.5) ** 2 + 50.0, 0.0)
        }
        print(mean(sample(spike(1), warmup=0, draws=400, seed=%d).x))
        """;
    boolean found =
        Stream.of(1, 2, 3)
            .flatMap(seed -> of(text.formatted(seed)).stream())
            .anyMatch(d ->
                d.code() == Code.TG0610 && d.notes().get(0).contains("hardly ever left its start"));
    assertTrue(found);
  }

  @Test
  void tooFewDraws() {
    String text =
        """
        model level(n: dim) {
          mu ~ Normal(0.0, 10.0)
          y: f64[n] ~ Normal(mu, 1.0)
        }
        print(mean(sample(level(3) given {y: [1.0, 2.0, 3.0]}, draws=60, seed=1).mu))
        """;
    Diagnostic d = find(of(text), Code.TG0611).orElseThrow();
    assertTrue(
        d.message().matches("The draws of `mu` are worth no more than \\d+ independent ones\\."));
    assertTrue(d.notes().get(0).matches("Quantiles and R-hat need about 400\\. .*draws=\\d+`\\."));
  }

  @Test
  void goodDrawsAreNotWarnedOf() {
    assertEquals(
        List.of(),
        of(
            """
            model level(n: dim) {
              mu ~ Normal(0.0, 10.0)
              y: f64[n] ~ Normal(mu, 1.0)
            }
            print(mean(sample(level(3) given {y: [1.0, 2.0, 3.0]}, seed=1).mu))
            """));
  }

  /** A funnel is not like any normal distribution. */
  @Test
  void anApproximationThatIsFar() {
    String text =
        """
        model funnel(n: dim) {
          v ~ Normal(0.0, 3.0)
          x: f64[n] ~ Normal(0.0, exp(v))
        }
        print(advi(funnel(9)).v)
        """;
    Diagnostic d = find(of(text), Code.TG0612).orElseThrow();
    assertTrue(d.message().startsWith("The normal distribution is far from the posterior"));
    assertEquals("advi(funnel(9))", d.span().text());
  }

  @Test
  void whatDataTellOnlyTogether() {
    String text =
        """
        model groups(group: i64[n], scale: f64[n]) {
          mean ~ %s
          effect: f64[2] ~ Flat()
          sigma ~ Flat(lower=0.0)
          y: f64[n] ~ Normal(mean + effect[group] * scale, sigma)
        }
        let m = groups([0, 0, 1, 1], [%s]) given {y: [1.0, 2.0, 4.0, 3.0]}
        print(sample(m, chains=1, warmup=20, draws=10).sigma)
        """;
    Diagnostic together = find(of(text.formatted("Flat()", "1, 1, 1, 1.0")), Code.TG0614).get();
    assertEquals(
        "The posterior is improper: its density stays the same if `mean` grows by 1, `effect[0]`"
            + " falls by 1 and `effect[1]` falls by 1, and however often again.",
        together.message());
    assertEquals(
        List.of("mean", "effect"), together.labels().stream().map(l -> l.span().text()).toList());
    Diagnostic alone = find(of(text.formatted("Flat()", "1, 1, 0, 0.0")), Code.TG0614).get();
    assertTrue(alone.message().contains("if `effect[1]` grows by 1, and"), alone.message());
    String proper = text.formatted("Normal(0.0, 100.0)", "1, 1, 1, 1.0");
    assertEquals(Optional.empty(), find(of(proper), Code.TG0614));
    String apart = text.formatted("Flat()", "1, 2, 1, 3.0");
    assertEquals(Optional.empty(), find(of(apart), Code.TG0614));
  }

  @Test
  void aProductTellsNothingOfItsFactors() {
    String text =
        """
        model scales(n: dim) {
          a ~ Flat(lower=0.0)
          b ~ Flat(lower=0.0)
          y: f64[n] ~ Normal(0.0, a * b)
        }
        print(sample(scales(2) given {y: [1.0, 2.0]}, chains=1, warmup=20, draws=10).a)
        """;
    String message = find(of(text), Code.TG0614).orElseThrow().message();
    assertTrue(message.contains("the logarithm of the distance of `a` from its bound grows by 1"));
  }

  @Test
  void aSearchThatWasEndedEarly() {
    String text =
        """
        model level(n: dim) {
          mu ~ Normal(0.0, 10.0)
          sd ~ HalfNormal(10.0)
          y: f64[n] ~ Normal(mu, sd)
        }
        print(advi(level(3) given {y: [1.0, 2.0, 3.0]}, iterations=%d).mu)
        """;
    Diagnostic d = find(of(text.formatted(50)), Code.TG0613).orElseThrow();
    assertEquals("More may help: `iterations=500`.", d.notes().get(0));
    assertEquals(Optional.empty(), find(of(text.formatted(10_000)), Code.TG0613));
  }

  @Test
  void noStartOfOtherAlgorithms() {
    String text =
        """
        model wait(n: dim) {
          rate ~ Exponential(1.0)
          y: f64[n] ~ Exponential(rate)
        }
        print(%s(wait(2) given {y: [-1.0, 4.0]}).rate)
        """;
    for (String call : List.of("pathfinder", "advi", "smc")) {
      Diagnostic d = problems(text.formatted(call)).get(0);
      assertEquals(Code.TG0808, d.code());
      assertEquals("y", d.labels().get(0).span().text());
    }
  }
}
