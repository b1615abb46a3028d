package org.tgraph.generate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tgraph.generate.Script.Named;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/** The {@code let} statements at the top of a script. */
final class Lets {
  /**
   * A statement.
   *
   * @param names all that it defines
   * @param values the tensors it defines
   * @param keys the random keys it defines
   * @param sizes the sizes it gives names to
   */
  record Made(
      List<Piece> pieces,
      List<String> names,
      List<Named> values,
      List<String> keys,
      List<Dim> sizes) {
    Made(List<Piece> pieces, List<String> names, List<Named> values) {
      this(pieces, names, values, List.of(), List.of());
    }
  }

  private final List<TypeDefinition> definitions;
  private final List<Rule> calls = new ArrayList<>();

  /**
   * @param definitions those there are when a statement is made
   */
  Lets(List<TypeDefinition> definitions) {
    this.definitions = definitions;
  }

  /** Calls of a function over packs and kinds, which stand in statements of their own. */
  void add(Rule call) {
    calls.add(call);
  }

  List<Made> of(Maker m, int depth) {
    String name = m.fresh("a");
    return switch (m.chance().below(12)) {
      case 0 -> List.of(pattern(m, depth));
      case 1 -> List.of(group(m, name, depth));
      case 2 -> {
        Term x = m.any(depth);
        yield List.of(
            new Made(
                Term.pieces("let " + name + ": ", Maker.annotation(x.type()), " = ", x),
                List.of(name),
                List.of(new Named(name, x.type()))));
      }
      case 3 -> selection(m, name, depth);
      case 4, 5 -> List.of(value(name, m.chance().of(calls).make(m, depth)));
      case 6 -> List.of(keys(m));
      case 7 -> List.of(sized(m, name, depth));
      default -> List.of(value(name, m.any(depth)));
    };
  }

  private static Made value(String name, Term x) {
    return new Made(
        Term.pieces("let " + name + " = ", x), List.of(name), List.of(new Named(name, x.type())));
  }

  /** A tuple or record, taken apart by a pattern. */
  private static Made pattern(Maker m, int depth) {
    List<String> fields = List.of(m.fresh("a"), m.fresh("a"), m.fresh("a"));
    List<Term> terms = new ArrayList<>();
    Arrangement whole =
        Arrangement.group(
            m.chance(),
            () -> {
              terms.add(m.any(depth));
              return terms.getLast().type();
            },
            2,
            fields);
    List<Named> values = new ArrayList<>();
    List<String> names = new ArrayList<>();
    String pattern = pattern(m, whole, values, names, true);
    java.util.Iterator<Term> each = terms.iterator();
    return new Made(
        Term.pieces("let " + pattern + " = ", whole.write(t -> each.next())), names, values);
  }

  /** The names for the parts: of a record those of its fields, once. */
  private static String pattern(
      Maker m, Arrangement of, List<Named> values, List<String> names, boolean isOuter) {
    if (of instanceof Arrangement.Tuple tuple && (isOuter || m.chance().coin())) {
      List<String> parts =
          tuple.parts().stream().map(p -> pattern(m, p, values, names, false)).toList();
      return "(" + String.join(", ", parts) + (parts.size() == 1 ? ",)" : ")");
    }
    if (of instanceof Arrangement.Fields fields && isOuter) {
      for (int i = 0; i < fields.parts().size(); i++) {
        values.addAll(fields.parts().get(i).named(fields.names().get(i)));
      }
      names.addAll(fields.names());
      return "{" + String.join(", ", fields.names()) + "}";
    }
    if (!isOuter && m.chance().oneIn(6)) {
      return "_";
    }
    String name = m.fresh("a");
    names.add(name);
    values.addAll(of.named(name));
    return name;
  }

  /** A tuple or record under a name, of a type that has one or not. */
  private Made group(Maker m, String name, int depth) {
    if (definitions.isEmpty() || m.chance().coin()) {
      List<Term> terms = new ArrayList<>();
      Arrangement whole =
          Arrangement.group(
              m.chance(),
              () -> {
                terms.add(m.any(depth - 1));
                return terms.getLast().type();
              },
              2,
              List.of("u", "v"));
      java.util.Iterator<Term> each = terms.iterator();
      return new Made(
          Term.pieces("let " + name + " = ", whole.write(t -> each.next())),
          List.of(name),
          whole.named(name));
    }
    TypeDefinition definition = m.chance().of(definitions);
    Map<SizeVar, Dim> sizes = new HashMap<>();
    definition.params().forEach(v -> sizes.put(v, m.size()));
    Arrangement whole =
        definition.arrangement().map(t -> t.substitute(v -> sizes.getOrDefault(v, Dim.of(v))));
    return new Made(
        Term.pieces(
            "let " + name + ": ",
            definition.annotation(sizes::get),
            " = ",
            whole.write(t -> m.of(t, depth - 1))),
        List.of(name),
        whole.named(name));
  }

  private static Made keys(Maker m) {
    List<String> names = List.of(m.fresh("k"), m.fresh("k"));
    return new Made(
        Term.pieces("let (" + String.join(", ", names) + ") = split(", RandomRules.seeded(m), ")"),
        names,
        List.of(),
        names,
        List.of());
  }

  /** A size of what is there gets a name. */
  private static Made sized(Maker m, String name, int depth) {
    Term x = m.any(Kind.ANY, 1, 3, depth);
    int axis = m.chance().below(x.type().rank());
    SizeVar var = SizeVar.of(m.fresh("n"));
    TensorType type = x.type().withShape(x.type().shape().with(axis, Dim.of(var)));
    return new Made(
        Term.pieces("let " + name + " = ", x.parenthesized(), " as ", Maker.annotation(type)),
        List.of(name),
        List.of(new Named(name, type)),
        List.of(),
        List.of(Dim.of(var)));
  }

  /** Two selections by one mask, which have one size. */
  private static List<Made> selection(Maker m, String name, int depth) {
    List<Made> all = new ArrayList<>();
    Shape shape = m.shape(1, 2);
    Term mask = m.of(DType.BOOL, shape, depth);
    String keep = m.fresh("keep");
    all.add(value(keep, mask));
    Dim count = Dim.of(new SizeVar(keep, 1, SizeVar.Role.COUNTED));
    for (int i = 0; i < 2; i++) {
      Shape rest = m.shape(0, 1);
      Term x = m.of(m.dtype(Kind.ANY), shape.concat(rest), depth);
      String selected = name + "s" + i;
      all.add(
          new Made(
              Term.pieces("let " + selected + " = ", x.target(), "[" + keep + "]"),
              List.of(selected),
              List.of(new Named(selected, x.type().withShape(Maker.concat(count, rest))))));
    }
    String places = name + "at";
    all.add(
        new Made(
            Term.pieces("let " + places + " = nonzero(" + keep + ")." + (shape.rank() - 1)),
            List.of(places),
            List.of(new Named(places, TensorType.of(DType.I64, count)))));
    return all;
  }
}
