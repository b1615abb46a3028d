package org.tgraph.transform;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.Domain;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.op.Op;
import org.tgraph.op.layout.Require;
import org.tgraph.op.layout.Transpose;
import org.tgraph.op.linalg.Cholesky;
import org.tgraph.op.linalg.MatMul;
import org.tgraph.op.pointwise.Cast;
import org.tgraph.op.pointwise.Conj;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Inferred;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.Signature;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/** Operands that an operation takes, found by trying shapes that its signature allows. */
final class Samples {
  private static final int TRIES = 200_000;
  private static final int WANTED = 5;
  private static final List<Shape> PACKS =
      List.of(
          Shape.of(2, 3),
          Shape.SCALAR,
          Shape.of(3),
          Shape.of(1),
          Shape.of(0),
          Shape.of(2),
          Shape.of(3, 2),
          Shape.of(2, 2),
          Shape.of(3, 3),
          Shape.of(0, 3),
          Shape.of(4),
          Shape.of(6),
          Shape.of(5),
          Shape.of(4, 4),
          Shape.of(1, 3),
          Shape.of(2, 3, 2),
          Shape.of(2, 3, 3),
          Shape.of(2, 3, 4),
          Shape.of(3, 4));
  private static final long[] SIZES = {3, 2, 1, 0, 4};

  private Samples() {}

  /** An operation with operands. */
  record Sample(Op op, List<Array> operands) {
    Graph graph() {
      GraphBuilder b = new GraphBuilder();
      List<Value> inputs = new ArrayList<>();
      for (Array operand : operands) {
        inputs.add(b.input(operand.type(), ""));
      }
      return b.build(b.emit(op, inputs));
    }

    /** The operands that have tangents. */
    List<Integer> floating() {
      List<Integer> floating = new ArrayList<>();
      for (int i = 0; i < operands.size(); i++) {
        if (Jvp.hasTangents(operands.get(i).type())) {
          floating.add(i);
        }
      }
      return floating;
    }

    /** The greatest of no elements, the inverse of a matrix of zeros: there is no law for it. */
    boolean hasResult() {
      try {
        op.evaluate(operands);
        return true;
      } catch (EvaluationProblem none) {
        return false;
      }
    }

    /** With A A' + I in place of each square matrix A, or each stack of such. */
    private Sample positive() {
      List<Array> changed = new ArrayList<>();
      for (Array x : operands) {
        int rank = x.rank();
        boolean square = rank >= 2 && x.dim(rank - 1) == x.dim(rank - 2);
        changed.add(square ? positive(x) : x);
      }
      return new Sample(op, changed);
    }

    static Array positive(Array x) {
      GraphBuilder b = new GraphBuilder();
      Value in = b.input(x.type(), "");
      Value other = Transpose.lastTwo(b, in);
      other = x.dtype().isComplex() ? b.one(new Conj(), other) : other;
      Array product =
          Numbers.run(b.build(List.of(b.one(new MatMul(), in, other))), List.of(x)).get(0);
      Array result = Array.zeros(x.dtype(), x.shape());
      long n = x.dim(x.rank() - 1);
      for (long i = 0; i < x.size(); i++) {
        double diagonal = i % (n * n) % (n + 1) == 0 ? 1 : 0;
        if (x.dtype().isComplex()) {
          result.set(i, product.re(i) + diagonal, product.im(i));
        } else {
          result.set(i, product.re(i) + diagonal);
        }
      }
      return result;
    }

    /** The same numbers in other floats, and in complex numbers made of such. */
    Sample as(DType floats) {
      DType complex = floats == DType.F32 ? DType.C64 : DType.C128;
      List<Array> changed = new ArrayList<>();
      for (Array x : operands) {
        boolean is = x.dtype().isFloat() || x.dtype().isComplex();
        DType type = x.dtype().isComplex() ? complex : floats;
        changed.add(is ? new Cast(type).evaluate(List.of(x)).get(0) : x);
      }
      return new Sample(op, changed);
    }

    @Override
    public String toString() {
      return op.name() + operands.stream().map(Array::type).toList();
    }
  }

  /** A few samples of different shapes, {@code floats} where any are taken; none if none fits. */
  static List<Sample> of(Op op, DType floats) {
    Set<List<TensorType>> found = new LinkedHashSet<>();
    Search search = new Search(op, floats);
    for (long attempt = 0; attempt < Math.min(TRIES, search.size()); attempt++) {
      List<TensorType> types = search.types(attempt);
      if (fits(op, types) && found.add(types) && found.size() == WANTED) {
        break;
      }
    }
    Random random = new Random(op.name().hashCode());
    List<Sample> samples = new ArrayList<>();
    for (List<TensorType> types : found) {
      List<Array> operands = new ArrayList<>();
      for (int i = 0; i < types.size(); i++) {
        operands.add(array(op, i, types.get(i), random));
      }
      Sample sample = new Sample(op, operands);
      samples.add(sample.hasResult() ? sample : sample.positive());
    }
    return samples.stream().filter(Sample::hasResult).toList();
  }

  private static boolean fits(Op op, List<TensorType> types) {
    return op.infer(types) instanceof Inferred.Types t
        && t.types().stream()
            .allMatch(r -> r.shape().dims().stream().noneMatch(Samples::isNegative));
  }

  private static boolean isNegative(Dim dim) {
    return dim.constant().isPresent() && dim.value() < 0;
  }

  /** All combinations of shapes for the packs and sizes of a signature. */
  private static final class Search {
    private final List<Signature.Slot> params;
    private final DType floats;
    private final List<String> packs;
    private final List<SizeVar> sizes;

    Search(Op op, DType floats) {
      this.params = op.signature().params();
      this.floats = floats;
      Set<String> packNames = new LinkedHashSet<>();
      Set<SizeVar> sizeNames = new TreeSet<>();
      for (Signature.Slot slot : params) {
        for (Signature.Axis axis : slot.axes()) {
          switch (axis) {
            case Signature.Axis.Pack p -> packNames.add(p.name());
            case Signature.Axis.Size s -> sizeNames.addAll(s.dim().variables());
          }
        }
      }
      this.packs = List.copyOf(packNames);
      this.sizes = List.copyOf(sizeNames);
    }

    long size() {
      return (long) (Math.pow(PACKS.size(), packs.size()) * Math.pow(SIZES.length, sizes.size()));
    }

    List<TensorType> types(long attempt) {
      Map<String, Shape> pack = new HashMap<>();
      Map<SizeVar, Dim> size = new HashMap<>();
      long rest = attempt;
      for (SizeVar var : sizes) {
        size.put(var, Dim.of(SIZES[(int) (rest % SIZES.length)]));
        rest /= SIZES.length;
      }
      for (String name : packs) {
        pack.put(name, PACKS.get((int) (rest % PACKS.size())));
        rest /= PACKS.size();
      }
      List<TensorType> types = new ArrayList<>();
      for (Signature.Slot slot : params) {
        List<Dim> dims = new ArrayList<>();
        for (Signature.Axis axis : slot.axes()) {
          switch (axis) {
            case Signature.Axis.Pack p -> dims.addAll(pack.get(p.name()).dims());
            case Signature.Axis.Size s -> dims.add(s.dim().substitute(size::get));
          }
        }
        types.add(new TensorType(element(slot.element()), new Shape(dims)));
      }
      return types;
    }

    private DType element(String name) {
      DType fixed = DType.named(name).orElse(null);
      if (fixed != null) {
        return fixed;
      }
      return switch (Kind.named(name)) {
        case BOOL -> DType.BOOL;
        case INT, BITS -> DType.I64;
        case COMPLEX -> DType.C128;
        case FLOAT, REAL, FLOATING, NUMERIC, ANY -> floats;
      };
    }
  }

  /** Another value of the operand, of the same type. */
  static Array like(Op op, int operand, Array x, Random random) {
    Array other = array(op, operand, x.type(), random);
    return op instanceof Cholesky ? Sample.positive(other) : other;
  }

  private static Array array(Op op, int operand, TensorType type, Random random) {
    Domain domain = op.domain(operand);
    Array array = Array.zeros(type.dtype(), type.shape().values());
    for (long i = 0; i < array.size(); i++) {
      double value = domain.low() + (domain.high() - domain.low()) * random.nextDouble();
      if (type.dtype().isComplex()) {
        array.set(i, value, 2 * random.nextDouble() - 1);
      } else if (type.dtype().isFloat()) {
        array.set(i, value);
      } else if (type.dtype() == DType.BOOL) {
        boolean isTrue = op instanceof Require || random.nextBoolean();
        array.set(i, isTrue ? 1 : 0);
      } else {
        array.set(i, Math.round(value));
      }
    }
    return array;
  }
}
