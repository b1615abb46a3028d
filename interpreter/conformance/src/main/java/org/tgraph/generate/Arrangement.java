package org.tgraph.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.tgraph.generate.Script.Named;
import org.tgraph.type.TensorType;

/** A tensor, or tensors in tuples and records: what is a state, a parameter, a result. */
sealed interface Arrangement {
  record One(TensorType type) implements Arrangement {}

  record Tuple(List<Arrangement> parts) implements Arrangement {
    public Tuple {
      parts = List.copyOf(parts);
    }
  }

  record Fields(List<String> names, List<Arrangement> parts) implements Arrangement {
    public Fields {
      names = List.copyOf(names);
      parts = List.copyOf(parts);
    }
  }

  /** Something whose tensors are of the types that are supplied, nested at most so deep. */
  static Arrangement of(Chance chance, Supplier<TensorType> leaf, int depth) {
    return depth <= 0 || chance.coin()
        ? new One(leaf.get())
        : group(chance, leaf, depth, List.of("u", "v", "w"));
  }

  /** A tuple, or a record with the first of these names. */
  static Arrangement group(
      Chance chance, Supplier<TensorType> leaf, int depth, List<String> names) {
    List<Arrangement> parts = new ArrayList<>();
    for (int count = chance.from(1, names.size()); count > 0; count--) {
      parts.add(of(chance, leaf, depth - 1));
    }
    return chance.coin() ? new Tuple(parts) : new Fields(names.subList(0, parts.size()), parts);
  }

  /** The tensors, as they are reached from something of this form. */
  default List<Named> named(String path) {
    List<Named> all = new ArrayList<>();
    switch (this) {
      case One one -> all.add(new Named(path, one.type));
      case Tuple tuple -> {
        for (int i = 0; i < tuple.parts.size(); i++) {
          all.addAll(tuple.parts.get(i).named(path + "." + i));
        }
      }
      case Fields fields -> {
        for (int i = 0; i < fields.parts.size(); i++) {
          all.addAll(fields.parts.get(i).named(path + "." + fields.names.get(i)));
        }
      }
    }
    return all;
  }

  default Arrangement map(UnaryOperator<TensorType> change) {
    return switch (this) {
      case One one -> new One(change.apply(one.type));
      case Tuple tuple -> new Tuple(tuple.parts.stream().map(p -> p.map(change)).toList());
      case Fields fields ->
          new Fields(fields.names, fields.parts.stream().map(p -> p.map(change)).toList());
    };
  }

  /** As an expression, or as a type, of what is written for the tensors. */
  default List<Piece> write(Function<TensorType, ?> leaf) {
    return switch (this) {
      case One one -> Term.pieces(leaf.apply(one.type));
      case Tuple tuple -> {
        List<Piece> pieces = Term.pieces("(");
        for (int i = 0; i < tuple.parts.size(); i++) {
          pieces.addAll(Term.pieces(i == 0 ? "" : ", ", tuple.parts.get(i).write(leaf)));
        }
        pieces.addAll(Term.pieces(tuple.parts.size() == 1 ? ",)" : ")"));
        yield pieces;
      }
      case Fields fields -> {
        List<Piece> pieces = Term.pieces("{");
        for (int i = 0; i < fields.parts.size(); i++) {
          String name = (i == 0 ? "" : ", ") + fields.names.get(i) + ": ";
          pieces.addAll(Term.pieces(name, fields.parts.get(i).write(leaf)));
        }
        pieces.addAll(Term.pieces("}"));
        yield pieces;
      }
    };
  }

  /** The type as it stands in a signature. */
  default List<Piece> annotation() {
    return write(Maker::annotation);
  }
}
