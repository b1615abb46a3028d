package org.tgraph.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.tgraph.check.Checked;
import org.tgraph.check.Checker;
import org.tgraph.check.Modules;
import org.tgraph.check.Overrides;
import org.tgraph.data.DataHeaders;
import org.tgraph.data.DataProblem;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.program.InputFile;
import org.tgraph.run.print.Output;
import org.tgraph.source.Source;
import org.tgraph.source.Span;

/** What a script that samples prints, and what it says where it cannot. */
class SamplingRunTest {
  private final StringBuilder printed = new StringBuilder();

  /** A store without files; what is saved is printed. */
  private final class Saved implements DataStore {
    @Override
    public Loading load(InputFile input) {
      throw new IllegalStateException("no input");
    }

    @Override
    public Optional<DataProblem> save(String path, Datum value) {
      printed.append(path).append(": ").append(value.typeText()).append('\n');
      return Optional.empty();
    }

    @Override
    public Optional<DataProblem> write(String path, byte[] content) {
      printed.append(path).append('\n');
      return Optional.empty();
    }
  }

  private List<Diagnostic> run(String text) {
    Source source = new Source("script.tgraph", text);
    Checked checked = Checker.check(source, Modules.NONE, DataHeaders.NONE, Overrides.NONE, true);
    assertEquals(List.of(), checked.diagnostics());
    return runner(checked).run();
  }

  private ScriptRunner runner(Checked checked) {
    return new ScriptRunner(
        checked.program(), new ReferenceBackend(), new Saved(), Output.text(printed));
  }

  private static final String LINE =
      """
      model line(x: f64[n]) {
        slope: f64[2] ~ Normal(0.0, 1.0)
        y ~ Normal(slope[0] + slope[1] * x, 1.0)
      }
      let m = line([1.0, 2.0, 3.0]) given {y: [1.0, 2.0, 3.0]}
      """;

  /** The posterior of two coefficients given three points, by its normal equations. */
  @Test
  void aDenseMetricDrawsFromTheSame() {
    assertEquals(
        List.of(),
        run(
            LINE
                + """
                let p = sample(m, seed=5, warmup=500, draws=1000, metric="dense")
                let x = stack([ones(3), arange(3.0) + 1.0], axis=1)
                let cov = inv(x.T @ x + eye(2))
                let z = reshape(p.slope, (4000, 2))
                assert allclose(mean(z, axis=0), cov @ (x.T @ [1.0, 2.0, 3.0]), atol=0.07)
                assert allclose((z - mean(z, axis=0)).T @ (z - mean(z, axis=0)) / 4000.0, cov, atol=0.07)
                """));
  }

  @Test
  void aModelWithoutTheSlopeIsBehind() {
    assertEquals(
        List.of(),
        run(
            LINE
                + """
                model flat(n: dim) {
                  mean ~ Normal(0.0, 1.0)
                  y: f64[n] ~ Normal(mean, 1.0)
                }
                let f = flat(3) given {y: [1.0, 2.0, 3.0]}
                let of_line = sample(m, warmup=200, draws=200)
                let t = compare({flat: (f, sample(f, warmup=200, draws=200)), line: (m, of_line)})
                assert t.flat.elpd_diff < 0.0 and t.flat.se_diff > 0.0
                assert t.line.elpd_diff == 0.0 and t.line.elpd - t.flat.elpd == -t.flat.elpd_diff
                assert waic(m, of_line).elpd < 0.0
                print(t)
                """));
    assertTrue(printed.toString().contains("elpd_diff  se_diff"), printed.toString());
  }

  /** An output that hears how far the sampler is, and wants what is unfinished. */
  private static final class Heard implements Output {
    private volatile Supplier<String> doing = () -> "nothing";

    @Override
    public void print(Span span, List<Datum> values) {}

    @Override
    public void doing(Supplier<String> what) {
      doing = what;
    }

    @Override
    public Optional<String> unfinished() {
      return Optional.of("unfinished.csv");
    }
  }

  /** How a script ends that is interrupted once it says that it is so far. */
  private String interrupted(String text, String far) throws InterruptedException {
    Source source = new Source("script.tgraph", text);
    Checked checked = Checker.check(source, Modules.NONE, DataHeaders.NONE, Overrides.NONE, true);
    assertEquals(List.of(), checked.diagnostics());
    Heard output = new Heard();
    ScriptRunner runner =
        new ScriptRunner(checked.program(), new ReferenceBackend(), new Saved(), output);
    AtomicReference<String> message = new AtomicReference<>("it ended");
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                runner.run();
              } catch (CancellationException e) {
                message.set(e.getMessage());
              }
            });
    while (thread.isAlive() && !output.doing.get().matches(far)) {
      Thread.sleep(1);
    }
    thread.interrupt();
    thread.join();
    return message.get();
  }

  @Test
  void whatWasDrawnIsKeptWhenItIsInterrupted() throws InterruptedException {
    String message =
        interrupted(
            LINE + "print(sample(m, chains=2, warmup=100, draws=100_000).slope)",
            ".* [1-9][0-9]* %.*");
    String kept =
        "Sampling was interrupted after \\d+ of 200000 draws; they are in `unfinished.csv`.";
    assertTrue(message.matches(kept), message);
    assertTrue(
        printed
            .toString()
            .matches("unfinished.csv: \\{.*chain__: i64\\[\\d+], slope.1: f64.*\\}\n"),
        printed.toString());
  }

  @Test
  void theBestApproximationIsKeptWhenItIsInterrupted() throws InterruptedException {
    String message =
        interrupted(
            """
            model wide(n: dim) {
              mu: f64[n] ~ Normal(0.0, 1.0)
              y: f64[n] ~ Normal(mu, 1.0)
            }
            print(advi(wide(300) given {y: zeros(300)}, draws=20).elbo)
            """,
            "advi: iteration [1-9].*");
    String kept =
        "It was interrupted, advi: iteration \\d+ of at most 10000, with draws that are the best"
            + " until then; they are in `unfinished.csv`.";
    assertTrue(message.matches(kept), message);
    assertTrue(
        printed.toString().matches("unfinished.csv: \\{lp__: f64\\[20], .*mu.300: f64\\[20]\\}\n"),
        printed.toString());
  }

  @Test
  void saysWhichSiteHasNoDensity() {
    Diagnostic problem =
        run("""
        model wait(n: dim) {
          rate ~ Exponential(1.0)
          y: f64[n] ~ Exponential(rate)
        }
        print(summary(sample(wait(2) given {y: [-1.0, 4.0]})))
        """)
            .get(0);
    assertEquals(Code.TG0808, problem.code());
    assertEquals("sample(wait(2) given {y: [-1.0, 4.0]})", problem.span().text());
    assertEquals("y", problem.labels().get(0).span().text());
    assertEquals("at the last start `y[0]` adds -Infinity", problem.labels().get(0).text());
  }

  private Diagnostic start(String init) {
    return run("""
    model spread(n: dim) {
      scale: f64[2] ~ HalfNormal(1.0)
      share ~ Dirichlet(ones(3))
      y: f64[n] ~ Normal(0.0, scale[0] + share[0])
    }
    print(sample(spread(2) given {y: [1.0, 2.0]}, chains=2, init=%s).share)
    """
            .formatted(init))
        .get(0);
  }

  @Test
  void saysWhichChainCannotBeginWhere() {
    Diagnostic negative = start("{scale: [[1.0, 1.0], [1.0, -2.0]]}");
    assertEquals(Code.TG0808, negative.code());
    assertEquals(
        "Chain 1 cannot begin where `scale[1]` is -2.0: it lies where the site has no values.",
        negative.message());
    assertEquals("scale", negative.labels().get(0).span().text());
    Diagnostic tooMuch = start("{share: [0.5, 0.5, 0.5]}");
    assertEquals(
        "Chain 0 cannot begin at this value of `share`: it lies where the site has no values.",
        tooMuch.message());
    Diagnostic far = start("{scale: [1.0e200, 1.0e200], share: [0.2, 0.3, 0.5]}");
    assertEquals(ChosenStarts.NO_START, far.message());
    assertEquals("scale", far.labels().get(0).span().text());
  }

  @Test
  void saysWhatToDoAboutMissingObservations() {
    Diagnostic problem =
        run("""
        model level(n: dim) {
          mu ~ Normal(0.0, 1.0)
          y: f64[n] ~ Normal(mu, 1.0)
        }
        print(sample(level(2) given {y: [nan, 4.0]}).mu)
        """)
            .get(0);
    assertEquals(Code.TG0808, problem.code());
    assertTrue(problem.notes().get(0).endsWith("`given {y: impute(data)}`."));
  }

  @Test
  void saysWhichParameterIsOutOfRange() {
    Diagnostic problem =
        run("""
        model wait(n: dim) {
          sd ~ Normal(-100.0, 1.0)
          y: f64[n] ~ Normal(0.0, sd - 100.0)
        }
        print(summary(sample(wait(2) given {y: [-1.0, 4.0]})))
        """)
            .get(0);
    assertEquals(Code.TG0808, problem.code());
    assertTrue(problem.toString().contains("`sigma` of `Normal` must be above 0."));
  }

  @Test
  void savesDrawsAsStanDoes() {
    assertEquals(
        List.of(), run(LINE + "save(\"a.csv\", sample(m, chains=2, warmup=50, draws=30))\n"));
    assertEquals(
        "a.csv: {lp__: f64[60], accept_stat__: f64[60], stepsize__: f64[60], treedepth__: f64[60],"
            + " n_leapfrog__: f64[60], divergent__: f64[60], energy__: f64[60], chain__: i64[60],"
            + " slope.1: f64[60], slope.2: f64[60]}\n",
        printed.toString());
  }

  @Test
  void printsATable() {
    assertEquals(List.of(), run(LINE + "print(summary(sample(m, warmup=100, draws=100)))\n"));
    List<String> lines = printed.toString().lines().toList();
    assertEquals(3, lines.size());
    assertTrue(
        lines.get(0).matches(" +mean +mcse +sd +q5 +median +q95 +ess_bulk +ess_tail +r_hat"));
    assertTrue(lines.get(1).startsWith("slope[0] "));
    assertTrue(lines.get(2).matches("slope\\[1\\] +0\\.\\d{3} .*"));
  }

  @Test
  void tablesAndPicturesAreOfSomeNumbersOnly() {
    String tables =
        """
        let p = sample(m, warmup=100, draws=100)
        print(summary({first: p.slope[..., 0], both: {product: p.slope[..., 0] * p.slope[..., 1]}}))
        print(summary(p.slope))
        plot.forest(p.slope, save="slope.svg")
        plot.pairs({a: p.slope, b: p.slope ** 2}, save="pairs.svg")
        """;
    assertEquals(List.of(), run(LINE + tables));
    List<String> names =
        printed
            .toString()
            .lines()
            .map(line -> line.split(" ")[0])
            .filter(n -> !n.isEmpty())
            .toList();
    assertEquals(
        List.of("first", "both.product", "slope[0]", "slope[1]", "slope.svg", "pairs.svg"), names);
  }

  /** What is missing of a matrix is drawn in its order, and has the size that its mask counts. */
  @Test
  void whatIsMissingGoesWithItsMask() {
    assertEquals(
        List.of(),
        run(
            """
            model sharp(centre: f64[n, k]) {
              y ~ Normal(centre, 0.001)
            }
            let centre = for i < 2, j < 3: f64(10 * i + j)
            let seen = where((centre == 1.0) | (centre == 12.0), nan, centre)
            let p = sample(sharp(centre) given {y: impute(seen)}, warmup=200, draws=100)
            print(round(mean(p.y_missing, axis=(0, 1)) - centre[isnan(seen)], 2) + 0.0)
            """));
    assertEquals("[0. 0.]\n", printed.toString());
  }

  /** A test draws what it needs, though the script's own steps are not done. */
  @Test
  void testsDrawToo() {
    Source source =
        new Source(
            "script.tgraph",
            LINE
                + """
                let p = sample(m, warmup=100, draws=100)
                test "a" { assert size(p.slope) == 800 and mean(p.slope) > 0.0 }
                test "b" { assert mean(p.slope) < 2.0 }
                """);
    Checked checked = Checker.check(source, Modules.NONE, DataHeaders.NONE, Overrides.NONE, true);
    assertEquals(List.of(), checked.diagnostics());
    List<ScriptRunner.TestResult> results = runner(checked).test();
    assertEquals(2, results.size());
    results.forEach(r -> assertEquals(Optional.empty(), r.failure()));
  }
}
