package org.tgraph.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.array.Array;
import org.tgraph.array.ArrayText;
import org.tgraph.check.Checked;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.run.ReferenceBackend;

/**
 * The laws of derivatives and batches, on the results of one script of {@link SmoothPrograms}:
 *
 * <ul>
 *   <li>{@code jvp} is what central differences give;
 *   <li>{@code linearize} is {@code jvp}, and {@code vjp} of a {@code checkpoint} is {@code grad};
 *   <li>⟨J t, c⟩ = ⟨t, Jᵀ c⟩, where the left side is made by {@code jvp}, the right one by {@code
 *       grad};
 *   <li>{@code vmap(f)} is {@code f} of each row, and {@code grad} of {@code vmap} is {@code vmap}
 *       of {@code grad}.
 * </ul>
 */
final class Laws {
  /** What came of a program. */
  enum Verdict {
    HOLDS,
    /** All but the law of differences: at two step sizes they differ by too much to tell. */
    NO_DIFFERENCES,
    /** There are infinities or {@code nan}. */
    NOT_FINITE,
    FAILS
  }

  /** A verdict; {@code failure} is there only with {@link Verdict#FAILS}. */
  record Result(Verdict verdict, Optional<Failure> failure) {}

  private static final double CLOSE = 1e-8;

  /** Differences say nothing if they are not known to this, relative to 1 and the derivative. */
  private static final double KNOWN = 1e-3;

  private final Map<String, Array> arrays;

  private Laws(Map<String, Array> arrays) {
    this.arrays = arrays;
  }

  static Result of(Script script) {
    try {
      Memory files = new Memory(script);
      Checked checked = files.check(script.print().text(), true);
      if (checked.hasErrors()) {
        return fails(Trial.rejected("rejected", checked));
      }
      List<Array> outputs = Computation.of(checked, files).run(new ReferenceBackend()).outputs();
      Map<String, Array> arrays = new LinkedHashMap<>();
      for (int i = 0; i < outputs.size(); i++) {
        arrays.put(script.values().get(i).text(), outputs.get(i));
      }
      return new Laws(arrays).all();
    } catch (EvaluationProblem e) {
      return fails(new Failure("problem " + e.code(), e.toString()));
    } catch (RuntimeException | StackOverflowError e) {
      return fails(Trial.failure("", e));
    }
  }

  private static Result fails(Failure failure) {
    return new Result(Verdict.FAILS, Optional.of(failure));
  }

  private Result all() {
    for (Array array : arrays.values()) {
      for (long i = 0; i < array.size(); i++) {
        if (!Double.isFinite(array.re(i))) {
          return new Result(Verdict.NOT_FINITE, Optional.empty());
        }
      }
    }
    Optional<Failure> failure =
        equal("the value of jvp", "y", "v")
            .or(() -> equal("linearize", "d", "l"))
            .or(this::transposed)
            .or(() -> equals("vjp of checkpoint", "g", "b"))
            .or(() -> equal("vmap", "each", "many"))
            .or(() -> equals("grad of vmap", "mg", "gm"));
    return failure.isPresent() ? fails(failure.get()) : differences();
  }

  private Array array(String name) {
    return arrays.get(name);
  }

  /** The tensors of a tuple or record, or the one tensor. */
  private List<Array> parts(String name) {
    return arrays.entrySet().stream()
        .filter(e -> e.getKey().equals(name) || e.getKey().startsWith(name + "."))
        .map(Map.Entry::getValue)
        .toList();
  }

  private List<Array> inputs(String prefix) {
    List<Array> all = new ArrayList<>();
    for (int i = 0; arrays.containsKey(prefix + i); i++) {
      all.add(array(prefix + i));
    }
    return all;
  }

  private static double largest(Array... arrays) {
    double largest = 0;
    for (Array array : arrays) {
      for (long i = 0; i < array.size(); i++) {
        largest = Math.max(largest, Math.abs(array.re(i)));
      }
    }
    return largest;
  }

  private Optional<Failure> equal(String law, String expected, String actual) {
    return equal(law, array(expected), array(actual));
  }

  private static Optional<Failure> equal(String law, Array expected, Array actual) {
    double allowed = CLOSE * (1 + largest(expected, actual));
    for (long i = 0; i < expected.size(); i++) {
      if (Math.abs(expected.re(i) - actual.re(i)) > allowed) {
        return Optional.of(
            new Failure(
                "law: " + law,
                ArrayText.exact(actual) + " instead of " + ArrayText.exact(expected)));
      }
    }
    return Optional.empty();
  }

  /** Of all tensors of two structures. */
  private Optional<Failure> equals(String law, String expected, String actual) {
    List<Array> left = parts(expected);
    List<Array> right = parts(actual);
    for (int i = 0; i < left.size(); i++) {
      Optional<Failure> failure = equal(law, left.get(i), right.get(i));
      if (failure.isPresent()) {
        return failure;
      }
    }
    return Optional.empty();
  }

  private Optional<Failure> transposed() {
    double forward = 0;
    double backward = 0;
    double size = 1;
    Array d = array("d");
    Array c = array("c0");
    for (long i = 0; i < d.size(); i++) {
      forward += d.re(i) * c.re(i);
      size += Math.abs(d.re(i) * c.re(i));
    }
    List<Array> directions = inputs("t");
    List<Array> gradient = parts("g");
    for (int k = 0; k < directions.size(); k++) {
      for (long i = 0; i < directions.get(k).size(); i++) {
        double product = directions.get(k).re(i) * gradient.get(k).re(i);
        backward += product;
        size += Math.abs(product);
      }
    }
    return Math.abs(forward - backward) <= CLOSE * size
        ? Optional.empty()
        : Optional.of(
            new Failure("law: transpose", "<Jt, c> is " + forward + ", <t, J'c> is " + backward));
  }

  /**
   * Central differences at a step and at half of it. How much they differ says how far either is
   * from the derivative; near a kink or a jump that is much, and then nothing is said.
   */
  private Result differences() {
    List<Array> at = new ArrayList<>();
    arrays.forEach((name, array) -> {
      if (name.matches("f[0-9]+")) {
        at.add(array);
      }
    });
    Array d = array("d");
    double noise = 1e-14 * (1 + largest(array("y"))) / SmoothPrograms.STEP;
    boolean isKnown = true;
    for (long i = 0; i < d.size(); i++) {
      double whole = (at.get(0).re(i) - at.get(1).re(i)) / (2 * SmoothPrograms.STEP);
      double half = (at.get(2).re(i) - at.get(3).re(i)) / SmoothPrograms.STEP;
      double allowed = 2 * Math.abs(whole - half) + noise + CLOSE * (1 + Math.abs(d.re(i)));
      if (allowed > KNOWN * (1 + Math.abs(half))) {
        isKnown = false;
      } else if (Math.abs((4 * half - whole) / 3 - d.re(i)) > allowed) {
        return fails(
            new Failure(
                "law: differences",
                "element %d of jvp is %s, differences give %s and %s"
                    .formatted(i, d.re(i), whole, half)));
      }
    }
    return new Result(isKnown ? Verdict.HOLDS : Verdict.NO_DIFFERENCES, Optional.empty());
  }
}
