package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.graph.Value;
import org.tgraph.op.pointwise.BitwiseAnd;
import org.tgraph.op.random.Threefry;
import org.tgraph.type.DType;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;

/** Random keys: made of a number, split, told apart by an index, and their bits. */
final class Keys {
  private static final long MOST_KEYS = 1000;
  private static final long LOW_HALF = 0xFFFF_FFFFL;

  static final List<Builtin> ALL =
      List.of(
          Builtin.of(
              "key(seed)",
              "A random key: the same seed gives the same numbers, on every backend.",
              call -> call.made(call.cast(whole(call, "seed"), DType.I64))),
          Builtin.of(
              "split(k, n=2)",
              "A tuple of `n` independent keys in place of one, which is used up.",
              Keys::split),
          Builtin.of(
              "fold_in(k, i)",
              "A key for each whole number from 0 to 2**32 - 1; the key itself is not used up.",
              Keys::foldIn),
          Builtin.of(
              "bits(k, shape=(), dtype=u32)",
              "Random whole numbers, all bits of which are independent.",
              Keys::bits));

  private Keys() {}

  private static Value whole(CallSite call, String name) {
    Value value = call.tensor(name, Kind.INT);
    if (value.rank() > 0) {
      throw call.fail(
          Code.TG0303,
          call.span(name),
          "`%s` of %s must be one whole number, but this is `%s`."
              .formatted(name, call.called(), call.c().text(value.type())));
    }
    return value;
  }

  private static Val split(CallSite call) {
    long count = call.has("n") ? call.number("n") : 2;
    if (count < 0 || count > MOST_KEYS) {
      throw call.fail(
          Code.TG0307,
          call.span("n"),
          "A key is split into 0 to %d keys; `fold_in(k, i)` makes as many as are wanted."
              .formatted(MOST_KEYS));
    }
    Value key = call.key("k");
    List<Val> keys = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      keys.add(call.made(Bits.child(call, key, i)));
    }
    return new Val.Tuple(keys);
  }

  private static Val foldIn(CallSite call) {
    Value key = call.lentKey("k");
    Value number = call.cast(whole(call, "i"), DType.I64);
    Value low = call.emit(new BitwiseAnd(), number, call.fill(LOW_HALF, number));
    return call.made(call.emit(new Threefry(), key, low));
  }

  private static Val bits(CallSite call) {
    Element element = call.element("dtype", DType.U32);
    if (!(element instanceof DType type) || !type.isInt()) {
      throw call.fail(
          Code.TG0401,
          call.span("dtype"),
          "`bits` makes whole numbers, not `%s`.".formatted(element));
    }
    Shape shape = call.has("shape") ? call.shape("shape", Optional.empty()) : Shape.SCALAR;
    Value key = call.key("k");
    Value bits =
        type.bytes() == Long.BYTES ? Bits.words(call, key, shape) : Bits.halves(call, key, shape);
    return new Val.Tensor(call.cast(bits, type));
  }
}
