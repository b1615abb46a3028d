package org.tgraph.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tgraph.array.Array;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.Signature;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/** Random operands for an operation, as its signature and its domain say. */
final class Operands {
  private final Random random;

  Operands(Random random) {
    this.random = random;
  }

  /** Types that the signature takes, with sizes from 0 to 4; the operation may ask for more. */
  List<TensorType> types(Signature signature) {
    Map<String, DType> elements = new HashMap<>();
    Map<String, Shape> packs = new HashMap<>();
    Map<SizeVar, Dim> sizes = new HashMap<>();
    List<TensorType> types = new ArrayList<>();
    for (Signature.Slot slot : signature.params()) {
      Shape shape = Shape.SCALAR;
      for (Signature.Axis axis : slot.axes()) {
        shape =
            shape.concat(
                switch (axis) {
                  case Signature.Axis.Pack pack ->
                      packs.computeIfAbsent(pack.name(), name -> shape(random.nextInt(4)));
                  case Signature.Axis.Size size -> {
                    size.dim().variables().forEach(v -> sizes.computeIfAbsent(v, s -> size()));
                    yield Shape.of(size.dim().substitute(sizes::get));
                  }
                });
      }
      types.add(new TensorType(elements.computeIfAbsent(slot.element(), this::element), shape));
    }
    return types;
  }

  private Shape shape(int rank) {
    Shape shape = Shape.SCALAR;
    for (int axis = 0; axis < rank; axis++) {
      shape = shape.concat(Shape.of(size()));
    }
    return shape;
  }

  private Dim size() {
    return Dim.of(random.nextInt(5));
  }

  private DType element(String name) {
    Kind kind = Kind.named(name);
    if (kind == null) {
      return DType.named(name).orElseThrow();
    }
    List<DType> fitting = Arrays.stream(DType.values()).filter(d -> d.isIn(kind)).toList();
    return fitting.get(random.nextInt(fitting.size()));
  }

  /** Values inside the domain; integers from 0 to 3, as they may be indices. */
  List<Array> values(Op op, List<TensorType> types) {
    List<Array> arrays = new ArrayList<>();
    for (int operand = 0; operand < types.size(); operand++) {
      Domain domain = op.domain(operand);
      TensorType type = types.get(operand);
      Array array = Array.zeros(type.dtype(), type.shape().values());
      for (long i = 0; i < array.size(); i++) {
        if (type.dtype().isComplex()) {
          array.set(i, inside(domain), inside(domain));
        } else if (type.dtype().isFloat()) {
          array.set(i, inside(domain));
        } else {
          array.set(i, (long) random.nextInt(type.dtype() == DType.BOOL ? 2 : 4));
        }
      }
      arrays.add(array);
    }
    return arrays;
  }

  private double inside(Domain domain) {
    return domain.low() + random.nextDouble() * (domain.high() - domain.low());
  }
}
