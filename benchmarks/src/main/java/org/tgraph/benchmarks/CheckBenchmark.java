package org.tgraph.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tgraph.check.Checked;
import org.tgraph.check.Checker;
import org.tgraph.check.Modules;
import org.tgraph.check.Overrides;
import org.tgraph.data.DataHeaders;
import org.tgraph.source.Source;
import org.tgraph.syntax.Parsed;
import org.tgraph.syntax.Parser;

/**
 * How long a script takes to be checked once the JVM is warm, as after each keystroke in an editor;
 * parsing alone is the yardstick in the same run.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class CheckBenchmark {
  @Param({"200", "2000"})
  private int lines;

  private Source source;

  @Setup
  public void write() {
    source = new Source("benchmark.tgraph", Scripts.ofLines(lines));
    Checked checked = check();
    if (!checked.diagnostics().isEmpty()) {
      throw new IllegalStateException(checked.diagnostics().get(0).message());
    }
  }

  @Benchmark
  public Parsed parse() {
    return Parser.parse(source);
  }

  @Benchmark
  public Checked check() {
    return Checker.check(source, Modules.NONE, DataHeaders.NONE, Overrides.NONE, false);
  }
}
