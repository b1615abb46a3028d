package org.tgraph.backend.nd4j;

import static org.tgraph.backend.nd4j.Kernels.ALL;
import static org.tgraph.backend.nd4j.Kernels.FLOATS;
import static org.tgraph.backend.nd4j.Kernels.INTS;
import static org.tgraph.backend.nd4j.Kernels.NUMBERS;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.bool.BooleanNot;
import org.nd4j.linalg.api.ops.impl.transforms.clip.ClipByValue;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.bool.And;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.bool.Or;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.bool.Xor;
import org.nd4j.linalg.factory.Nd4j;
import org.tgraph.op.Op;
import org.tgraph.op.pointwise.Abs;
import org.tgraph.op.pointwise.Acos;
import org.tgraph.op.pointwise.Acosh;
import org.tgraph.op.pointwise.Add;
import org.tgraph.op.pointwise.Asin;
import org.tgraph.op.pointwise.Asinh;
import org.tgraph.op.pointwise.Atan;
import org.tgraph.op.pointwise.Atan2;
import org.tgraph.op.pointwise.Atanh;
import org.tgraph.op.pointwise.BitwiseAnd;
import org.tgraph.op.pointwise.BitwiseInvert;
import org.tgraph.op.pointwise.BitwiseOr;
import org.tgraph.op.pointwise.BitwiseXor;
import org.tgraph.op.pointwise.Cast;
import org.tgraph.op.pointwise.Ceil;
import org.tgraph.op.pointwise.Cos;
import org.tgraph.op.pointwise.Cosh;
import org.tgraph.op.pointwise.Divide;
import org.tgraph.op.pointwise.Equal;
import org.tgraph.op.pointwise.Exp;
import org.tgraph.op.pointwise.Expm1;
import org.tgraph.op.pointwise.Floor;
import org.tgraph.op.pointwise.Greater;
import org.tgraph.op.pointwise.GreaterEqual;
import org.tgraph.op.pointwise.IsFinite;
import org.tgraph.op.pointwise.IsInf;
import org.tgraph.op.pointwise.IsNan;
import org.tgraph.op.pointwise.Less;
import org.tgraph.op.pointwise.LessEqual;
import org.tgraph.op.pointwise.Log;
import org.tgraph.op.pointwise.Log1p;
import org.tgraph.op.pointwise.Maximum;
import org.tgraph.op.pointwise.Minimum;
import org.tgraph.op.pointwise.Multiply;
import org.tgraph.op.pointwise.Negative;
import org.tgraph.op.pointwise.NotEqual;
import org.tgraph.op.pointwise.Pow;
import org.tgraph.op.pointwise.Round;
import org.tgraph.op.pointwise.Select;
import org.tgraph.op.pointwise.Sign;
import org.tgraph.op.pointwise.Sin;
import org.tgraph.op.pointwise.Sinh;
import org.tgraph.op.pointwise.Sqrt;
import org.tgraph.op.pointwise.Subtract;
import org.tgraph.op.pointwise.Tan;
import org.tgraph.op.pointwise.Tanh;
import org.tgraph.op.pointwise.Trunc;
import org.tgraph.op.special.Erf;
import org.tgraph.op.special.Erfc;
import org.tgraph.op.special.LGamma;
import org.tgraph.type.DType;

/** Elementwise operations. */
final class PointwiseKernels {
  private static final Set<DType> BOOL = EnumSet.of(DType.BOOL);

  private PointwiseKernels() {}

  static void addTo(Kernels k) {
    arithmetic(k);
    rounding(k);
    functions(k);
    comparison(k);
    bits(k);
    k.add(
        Select.class,
        ALL,
        (op, in, result) -> {
          List<INDArray> all = in.stream().map(Tensor::device).toList();
          return Calls.custom("select", all.get(1).ulike(), all);
        });
    k.add(
        Cast.class,
        ALL,
        (op, in, result) ->
            Values.fit(in.get(0), result.dtype())
                ? in.get(0).device().castTo(ElementTypes.of(result.dtype()))
                : null);
  }

  private static void arithmetic(Kernels k) {
    k.binary(Add.class, NUMBERS, INDArray::add);
    k.binary(Subtract.class, NUMBERS, INDArray::sub);
    k.binary(Multiply.class, NUMBERS, INDArray::mul);
    k.binary(Divide.class, FLOATS, INDArray::div);
    k.unary(Negative.class, NUMBERS, INDArray::neg);
    same(k, Abs.class, NUMBERS, org.nd4j.linalg.api.ops.impl.transforms.same.Abs::new);
    k.add(
        Sign.class,
        NUMBERS,
        (op, in, result) ->
            Values.areOrdered(in.get(0))
                ? exec(org.nd4j.linalg.api.ops.impl.transforms.same.Sign::new, in.get(0).device())
                : null);
    same(k, Sqrt.class, FLOATS, org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt::new);
    k.binary(Pow.class, FLOATS, (x, y) -> Calls.custom("Pow", x.ulike(), x, y));
    extreme(k, Maximum.class, "maximum");
    extreme(k, Minimum.class, "minimum");
  }

  private static void extreme(Kernels k, Class<? extends Op> op, String name) {
    k.add(
        op,
        NUMBERS,
        (o, in, result) ->
            Values.areOrdered(in.get(0), in.get(1))
                ? Calls.custom(
                    name, in.get(0).device().ulike(), in.get(0).device(), in.get(1).device())
                : null);
  }

  private static void rounding(Kernels k) {
    same(k, Ceil.class, FLOATS, org.nd4j.linalg.api.ops.impl.transforms.same.Ceil::new);
    same(k, Floor.class, FLOATS, org.nd4j.linalg.api.ops.impl.transforms.same.Floor::new);
    same(k, Round.class, FLOATS, org.nd4j.linalg.api.ops.impl.transforms.strict.Rint::new);
    k.unary(
        Trunc.class,
        FLOATS,
        x -> {
          INDArray down = exec(org.nd4j.linalg.api.ops.impl.transforms.same.Floor::new, x);
          INDArray up = exec(org.nd4j.linalg.api.ops.impl.transforms.same.Ceil::new, x);
          return Calls.custom("select", x.ulike(), x.gt(0), down, up);
        });
  }

  private static void functions(Kernels k) {
    same(k, Acos.class, FLOATS, org.nd4j.linalg.api.ops.impl.transforms.strict.ACos::new);
    same(k, Acosh.class, FLOATS, org.nd4j.linalg.api.ops.impl.transforms.strict.ACosh::new);
    same(k, Asin.class, FLOATS, org.nd4j.linalg.api.ops.impl.transforms.strict.ASin::new);
    k.host(Asinh.class, "ND4J's loses digits near 0");
    same(k, Atan.class, FLOATS, org.nd4j.linalg.api.ops.impl.transforms.strict.ATan::new);
    same(k, Atanh.class, FLOATS, org.nd4j.linalg.api.ops.impl.transforms.strict.ATanh::new);
    same(k, Cos.class, FLOATS, org.nd4j.linalg.api.ops.impl.transforms.strict.Cos::new);
    same(k, Cosh.class, FLOATS, org.nd4j.linalg.api.ops.impl.transforms.strict.Cosh::new);
    same(k, Erf.class, FLOATS, org.nd4j.linalg.api.ops.impl.transforms.strict.Erf::new);
    same(k, Erfc.class, FLOATS, org.nd4j.linalg.api.ops.impl.transforms.strict.Erfc::new);
    k.unary(LGamma.class, FLOATS, x -> Calls.custom("lgamma", x.ulike(), x));
    same(k, Exp.class, FLOATS, org.nd4j.linalg.api.ops.impl.transforms.strict.Exp::new);
    k.host(Expm1.class, "ND4J's loses digits near 0");
    same(k, Log.class, FLOATS, org.nd4j.linalg.api.ops.impl.transforms.strict.Log::new);
    k.host(Log1p.class, "ND4J's loses digits near 0");
    same(k, Sin.class, FLOATS, org.nd4j.linalg.api.ops.impl.transforms.strict.Sin::new);
    same(k, Sinh.class, FLOATS, org.nd4j.linalg.api.ops.impl.transforms.strict.Sinh::new);
    same(k, Tan.class, FLOATS, org.nd4j.linalg.api.ops.impl.transforms.strict.Tan::new);
    k.unary(Tanh.class, FLOATS, PointwiseKernels::tanh);
    k.binary(Atan2.class, FLOATS, (y, x) -> Calls.custom("tf_atan2", x.ulike(), y, x));
  }

  /** ND4J's own loses digits near 0. Beyond 20, the result is 1 in double precision. */
  private static INDArray tanh(INDArray x) {
    INDArray near = Nd4j.exec(new ClipByValue(x, -20, 20))[0];
    INDArray sinh = exec(org.nd4j.linalg.api.ops.impl.transforms.strict.Sinh::new, near);
    return sinh.divi(exec(org.nd4j.linalg.api.ops.impl.transforms.strict.Cosh::new, near));
  }

  private static void comparison(Kernels k) {
    compare(k, Equal.class, ALL, "equals");
    compare(k, NotEqual.class, ALL, "not_equals");
    compare(k, Greater.class, NUMBERS, "greater");
    compare(k, GreaterEqual.class, NUMBERS, "greater_equal");
    compare(k, Less.class, NUMBERS, "less");
    compare(k, LessEqual.class, NUMBERS, "less_equal");
    test(k, IsFinite.class, org.nd4j.linalg.api.ops.impl.transforms.bool.IsFinite::new);
    test(k, IsInf.class, org.nd4j.linalg.api.ops.impl.transforms.bool.IsInf::new);
    test(k, IsNan.class, org.nd4j.linalg.api.ops.impl.transforms.bool.IsNaN::new);
  }

  private static void compare(Kernels k, Class<? extends Op> op, Set<DType> types, String name) {
    k.binary(op, types, (x, y) -> Calls.custom(name, bools(x), x, y));
  }

  private static INDArray bools(INDArray x) {
    return Nd4j.createUninitialized(DataType.BOOL, x.shape(), 'c');
  }

  private static void bits(Kernels k) {
    bits(k, BitwiseAnd.class, "bitwise_and", (x, y) -> Nd4j.exec(new And(x, y, x.ulike())));
    bits(k, BitwiseOr.class, "bitwise_or", (x, y) -> Nd4j.exec(new Or(x, y, x.ulike())));
    bits(k, BitwiseXor.class, "bitwise_xor", (x, y) -> Nd4j.exec(new Xor(x, y, x.ulike())));
    k.unary(
        BitwiseInvert.class,
        ALL,
        x ->
            x.dataType() == DataType.BOOL
                ? Nd4j.exec(new BooleanNot(x, x.ulike()))
                : Calls.custom("toggle_bits", x.ulike(), x));
  }

  private static void bits(
      Kernels k,
      Class<? extends Op> op,
      String name,
      BiFunction<INDArray, INDArray, INDArray> ofBools) {
    k.binary(
        op,
        union(),
        (x, y) ->
            x.dataType() == DataType.BOOL
                ? ofBools.apply(x, y)
                : Calls.custom(name, x.ulike(), x, y));
  }

  private static Set<DType> union() {
    EnumSet<DType> types = EnumSet.copyOf(INTS);
    types.addAll(BOOL);
    return types;
  }

  private static void same(
      Kernels k,
      Class<? extends Op> op,
      Set<DType> types,
      BiFunction<INDArray, INDArray, org.nd4j.linalg.api.ops.Op> make) {
    k.unary(op, types, x -> exec(make, x));
  }

  private static void test(
      Kernels k,
      Class<? extends Op> op,
      BiFunction<INDArray, INDArray, org.nd4j.linalg.api.ops.Op> make) {
    k.unary(op, FLOATS, x -> Nd4j.exec(make.apply(x, bools(x))));
  }

  private static INDArray exec(
      BiFunction<INDArray, INDArray, org.nd4j.linalg.api.ops.Op> make, INDArray x) {
    return Nd4j.exec(make.apply(x, x.ulike()));
  }
}
