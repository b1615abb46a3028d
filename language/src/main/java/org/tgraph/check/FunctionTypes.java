package org.tgraph.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;
import org.tgraph.type.Type;

/**
 * The types of functions for all sizes, without a call: of one with a signature, and of what a
 * transformation makes of it. They are shown; what a call gives is found out at the call.
 */
public final class FunctionTypes {
  /** The type that a transformation makes of that of the function it transforms. */
  interface Typing {
    Typing SAME = f -> f;

    /**
     * @param f nothing if its type is found out only at a call
     */
    Optional<Type.Arrow> of(Optional<Type.Arrow> f);

    /** Of a function that is made for one place, at which all types are known. */
    static Typing known(List<Type> params, Type result) {
      return f -> Optional.of(new Type.Arrow(params, Optional.of(result)));
    }
  }

  private FunctionTypes() {}

  /** The type of the function, if it can be told without a call. */
  public static Optional<Type.Arrow> of(Val.Function function) {
    return switch (function) {
      case Val.Defined d ->
          d.definition()
              .signature()
              .filter(s -> s.result().isPresent())
              .map(s -> new Type.Arrow(s.params(), s.result()));
      case Val.Unknown u -> Optional.of(u.type());
      case Val.Transformed t -> t.typing().of(of(t.of()));
      default -> Optional.empty();
    };
  }

  /** {@code (A, B) -> f64} made into {@code (A, B) -> A}; with the value, {@code -> (f64, A)}. */
  static Typing grad(Val.Function f, Wrt wrt, boolean withValue) {
    return resulting(f, wrt, (r, point) -> withValue ? new Type.Tuple(List.of(r, point)) : point);
  }

  /** For each tensor of the result what is differentiated by, with the axes of both. */
  static Typing jacobian(Val.Function f, Wrt wrt) {
    return resulting(f, wrt, FunctionTypes::product);
  }

  /** What is differentiated by, twice. */
  static Typing hessian(Val.Function f, Wrt wrt) {
    return resulting(f, wrt, (r, point) -> product(point, point));
  }

  /** The arguments of {@code f}, with a result of its result and what is differentiated by. */
  private static Typing resulting(Val.Function f, Wrt wrt, BinaryOperator<Type> result) {
    return type ->
        type.flatMap(of ->
            point(f, wrt, of)
                .map(p -> result.apply(of.result().orElseThrow(), p))
                .map(r -> new Type.Arrow(of.params(), Optional.of(r))));
  }

  /** An axis more, of a size that is a name of its own. */
  static Typing vmap(MappedAxes in, MappedAxes out) {
    return type -> type.flatMap(of -> mapped(of, in, out));
  }

  private static Optional<Type.Arrow> mapped(Type.Arrow of, MappedAxes in, MappedAxes out) {
    Dim size = Dim.of(SizeVar.of(free("batch", of)));
    List<Type> params = new ArrayList<>();
    for (int i = 0; i < of.params().size(); i++) {
      in.mapped(i, of.params().size(), of.params().get(i), size).ifPresent(params::add);
    }
    return params.size() == of.params().size()
        ? out.mapped(0, 1, of.result().orElseThrow(), size)
            .map(r -> new Type.Arrow(params, Optional.of(r)))
        : Optional.empty();
  }

  private static Optional<Type> point(Val.Function f, Wrt wrt, Type.Arrow of) {
    List<Type> parts = new ArrayList<>();
    for (int place : wrt.places(f, of.params().size())) {
      if (place < 0) {
        return Optional.empty();
      }
      parts.add(of.params().get(place));
    }
    return Optional.of(wrt.isMany() ? new Type.Tuple(parts) : parts.get(0));
  }

  private static Type product(Type of, Type by) {
    return leaves(
        of,
        x ->
            leaves(
                by,
                y -> {
                  TensorType likes = y.element().isIn(Kind.COMPLEX) ? y : x;
                  return likes.withShape(x.shape().concat(y.shape()));
                }));
  }

  /** Something in place of each tensor of a structure. */
  interface OfTensor {
    Type of(TensorType tensor);
  }

  private static Type leaves(Type type, OfTensor change) {
    return switch (type) {
      case TensorType t -> change.of(t);
      case Type.Tuple t -> new Type.Tuple(t.parts().stream().map(p -> leaves(p, change)).toList());
      case Type.Record r -> {
        Map<String, Type> fields = new LinkedHashMap<>();
        r.fields().forEach((name, field) -> fields.put(name, leaves(field, change)));
        yield new Type.Record(fields);
      }
      default -> type;
    };
  }

  /** The name, or one like it that no size of the type has. */
  private static String free(String name, Type type) {
    Set<String> taken = new TreeSet<>();
    UnaryOperator<Shape> note =
        shape -> {
          shape.dims().forEach(d -> d.variables().forEach(v -> taken.add(v.name())));
          return shape;
        };
    if (type instanceof Type.Arrow a) {
      a.params().forEach(p -> leaves(p, t -> t.withShape(note.apply(t.shape()))));
      a.result().ifPresent(r -> leaves(r, t -> t.withShape(note.apply(t.shape()))));
    }
    String free = name;
    for (int i = 2; taken.contains(free); i++) {
      free = name + i;
    }
    return free;
  }
}
