package org.tgraph.benchmarks;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tgraph.call.Compiled;
import org.tgraph.call.PreparedCall;
import org.tgraph.call.Script;

/**
 * What one call from Java costs, values in and out: the log density of the eight schools with its
 * gradient by ten numbers, in machine code. {@code handWritten} is the same in Java.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CallBenchmark {
  private static final double[] EFFECT = {28, 8, -3, 7, -1, 1, 18, 12};
  private static final double[] SIGMA = {15, 10, 16, 11, 9, 11, 10, 18};

  private final double[] position = new double[10];
  private final double[] gradient = new double[10];
  private Compiled density;
  private PreparedCall prepared;

  @Setup
  public void compile() {
    Path script = Path.of("benchmarks/workloads/schools.tgraph");
    density = Script.load(script).compiled("log_density").valueAndGrad();
    if (!density.backend().name().equals("native")) {
      throw new IllegalStateException("it is `" + density.backend().name() + "` that is measured");
    }
    for (int i = 0; i < position.length; i++) {
      position[i] = i / 9.0 - 0.5;
    }
    prepared = density.prepare(position, EFFECT, SIGMA);
  }

  @Benchmark
  public double prepared() {
    prepared.set("q", position).run().get(1, gradient);
    return prepared.number() + gradient[3];
  }

  @Benchmark
  public double call() {
    return density.call(position, EFFECT, SIGMA).get(0).scalar();
  }

  @Benchmark
  public double handWritten() {
    double mu = position[0];
    double tau = Math.exp(position[1]);
    double scaled = tau / 5;
    double value = -0.5 * mu * mu / 25 - Math.log1p(scaled * scaled) + position[1];
    double byMu = -mu / 25;
    double byTau = 0;
    for (int i = 0; i < EFFECT.length; i++) {
      double z = position[2 + i];
      double residual = (EFFECT[i] - mu - tau * z) / SIGMA[i];
      double byTheta = residual / SIGMA[i];
      value -= 0.5 * (z * z + residual * residual);
      byMu += byTheta;
      byTau += byTheta * z;
      gradient[2 + i] = tau * byTheta - z;
    }
    gradient[0] = byMu;
    gradient[1] = tau * byTau + 1 - 2 * scaled * scaled / (1 + scaled * scaled);
    return value + gradient[3];
  }
}
