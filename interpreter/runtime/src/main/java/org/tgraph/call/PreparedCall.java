package org.tgraph.call;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.tgraph.array.Array;
import org.tgraph.graph.Sizes;
import org.tgraph.run.Call;
import org.tgraph.type.DType;
import org.tgraph.type.TensorType;

/**
 * A call for arguments of fixed shapes, made by {@link Compiled#prepare}: where {@link
 * Compiled#call} checks its arguments and gets memory each time, this has both behind it, and
 * computes at once from memory to memory. One thread at a time may use it; prepare one for each.
 *
 * <pre>{@code
 * PreparedCall density = compiled.valueAndGrad("q").prepare(new double[10], y, sigma);
 * density.set("q", q).run();
 * double value = density.number();
 * density.get(1, gradient);
 * }</pre>
 *
 * <p>Elements are row by row, each of the element type of its tensor; a complex number is two.
 */
public final class PreparedCall {
  private final Compiled function;
  private final List<String> names;
  private final Call call;
  private final List<TensorType> arguments;
  private final List<TensorType> results;
  private final long[] argumentDoubles;
  private final long[] resultDoubles;

  PreparedCall(Compiled function, List<String> names, Call call, Sizes sizes) {
    this.function = function;
    this.names = names;
    this.call = call;
    this.arguments =
        function.graph().inputs().stream()
            .map(v -> v.type().substitute(sizes.substitution()))
            .toList();
    this.results = Call.outputs(function.graph(), sizes);
    this.argumentDoubles = doubles(arguments);
    this.resultDoubles = doubles(results);
  }

  /** How many elements each has; of other element types than {@code f64}, -1. */
  private static long[] doubles(List<TensorType> types) {
    return types.stream()
        .mapToLong(t -> t.dtype() == DType.F64 ? Array.count(t.shape().values()) : -1)
        .toArray();
  }

  /**
   * The elements of an argument, to be written before a run: at first those that were given. It is
   * the same memory each time.
   *
   * @param name of a parameter; of a part of a tuple or record, its dotted name
   */
  public MemorySegment argument(String name) {
    return call.input(index(name));
  }

  /** Sets the elements of an argument of type {@code f64}. */
  public PreparedCall set(String name, double... elements) {
    int index = index(name);
    if (argumentDoubles[index] != elements.length) {
      throw misfit(name, arguments.get(index), elements.length);
    }
    MemorySegment.copy(elements, 0, call.input(index), ValueLayout.JAVA_DOUBLE, 0, elements.length);
    return this;
  }

  private int index(String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("There is no argument `" + name + "`, but " + names + ".");
    }
    return index;
  }

  private static IllegalArgumentException misfit(String what, TensorType type, int elements) {
    return new IllegalArgumentException(
        "`" + what + "` is `" + type + "`, not `f64[" + elements + "]`.");
  }

  /**
   * Computes the results from what is in the arguments now.
   *
   * @throws CallException if there is no result for them
   * @throws java.util.concurrent.CancellationException if the thread was interrupted
   */
  public PreparedCall run() {
    return function.explained(() -> {
      call.run();
      return this;
    });
  }

  /**
   * The elements of a result as the last run left them; the same memory each time.
   *
   * @param index of the tensor among those that the result is made of, in order
   */
  public MemorySegment result(int index) {
    return call.output(index);
  }

  /** Copies a result of type {@code f64}, {@link #result} says which. */
  public void get(int index, double[] elements) {
    if (resultDoubles[index] != elements.length) {
      throw misfit("result " + index, results.get(index), elements.length);
    }
    MemorySegment.copy(
        call.output(index), ValueLayout.JAVA_DOUBLE, 0, elements, 0, elements.length);
  }

  /** The first result, which is one number of type {@code f64}. */
  public double number() {
    if (resultDoubles[0] != 1) {
      throw misfit("result 0", results.get(0), 1);
    }
    return call.output(0).get(ValueLayout.JAVA_DOUBLE, 0);
  }

  /** A copy of all that the last run left, as {@link Compiled#call} gives it. */
  public Result copy() {
    List<Array> copies = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Array copy = Array.zeros(results.get(i).dtype(), results.get(i).shape().values());
      long bytes = copy.size() * copy.dtype().bytes();
      MemorySegment.copy(call.output(i), 0, copy.data(), 0, bytes);
      copies.add(copy);
    }
    return function.result(copies);
  }
}
