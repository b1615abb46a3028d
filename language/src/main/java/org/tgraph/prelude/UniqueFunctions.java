package org.tgraph.prelude;

import java.util.List;
import java.util.stream.Stream;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.graph.Value;
import org.tgraph.op.index.Gather;
import org.tgraph.op.index.ScatterAdd;
import org.tgraph.op.pointwise.BitwiseOr;
import org.tgraph.op.pointwise.NotEqual;
import org.tgraph.op.reduce.CumSum;
import org.tgraph.op.sort.ArgSort;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;

/**
 * The different elements of a tensor, in order. How many there are is a size that the data decide;
 * it is the same for all functions of one tensor. As the standard says, {@code nan} is different
 * from {@code nan}, and the two zeros are equal.
 */
final class UniqueFunctions {
  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "unique_values(x)",
              "The different elements in order.",
              call -> new Val.Tensor(Unique.of(call).values())),
          Builtin.of(
              "unique_counts(x)",
              "The different elements in order, and how often each is there: `(values, counts)`.",
              call -> {
                Unique u = Unique.of(call);
                return tuple(u.values(), u.counts());
              }),
          Builtin.of(
              "unique_inverse(x)",
              "The different elements in order, and for each element of `x` which of them it is:"
                  + " `(values, inverse_indices)`.",
              call -> {
                Unique u = Unique.of(call);
                return tuple(u.values(), u.inverse());
              }),
          Builtin.of(
              "unique_all(x)",
              "The different elements in order, where each is first in the flat tensor, which of them"
                  + " each element is, and how often each is there: `(values, indices,"
                  + " inverse_indices, counts)`.",
              call -> {
                Unique u = Unique.of(call);
                return tuple(u.values(), u.indices(), u.inverse(), u.counts());
              }));

  private UniqueFunctions() {}

  private static Val tuple(Value... parts) {
    return new Val.Tuple(Stream.of(parts).<Val>map(Val.Tensor::new).toList());
  }

  /**
   * The elements of {@code x} by their value.
   *
   * @param order the places of the elements in increasing order
   * @param starts the places in that order at which a new value begins
   * @param numbers for each place in that order, the number of its value
   */
  private record Unique(CallSite call, Value x, Value order, Value starts, Value numbers) {
    static Unique of(CallSite call) {
      return call.outside(call.tensor("x"), x -> of(call, x));
    }

    private static Unique of(CallSite call, Value x) {
      Arithmetic a = new Arithmetic(call);
      Value flat = a.flat(x);
      Dim n = flat.shape().dim(0);
      Value order = call.emit(new ArgSort(0, false), flat);
      Value sorted = call.emit(new Gather(0, 1), flat, order);
      Value at = a.places(n);
      Value before = a.maximum(a.subtract(at, a.whole(1, at)), a.whole(0, at));
      Value differs =
          call.emit(new NotEqual(), sorted, call.emit(new Gather(0, 1), sorted, before));
      Value isFirst = a.equal(at, a.whole(0, at));
      Value isNew = call.emit(new BitwiseOr(), differs, isFirst);
      Value starts = call.positions(isNew, "x", "is the number of different elements of");
      Value counted = call.emit(new CumSum(0, false, false), call.cast(isNew, DType.I64));
      return new Unique(call, x, order, starts, a.subtract(counted, a.whole(1, counted)));
    }

    Value indices() {
      return call.emit(new Gather(0, 1), order, starts);
    }

    Value values() {
      return call.emit(new Gather(0, 1), new Arithmetic(call).flat(x), indices());
    }

    Value counts() {
      Value ones = call.fill(1, numbers);
      return call.emit(new ScatterAdd(0, 1, starts.shape()), ones, numbers);
    }

    Value inverse() {
      ScatterAdd back = new ScatterAdd(0, 1, numbers.shape());
      return call.reshape(call.emit(back, numbers, order), x.shape());
    }
  }
}
