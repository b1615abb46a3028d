package org.tgraph.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tgraph.check.Val;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Kind;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;
import org.tgraph.type.Type;

/**
 * The types that a function's parameters had in its calls, as the text of one signature for all of
 * them (the least general generalization of Plotkin, 1970, of sizes and element types): what
 * differs between calls becomes a name, and the same name wherever it differs in the same way.
 *
 * @param opensSizes whether a size that is the same in all calls becomes a name too
 * @param takesSizes whether a bare whole number is a size, and not an element
 */
record Signing(List<List<Val>> calls, boolean opensSizes, boolean takesSizes) {
  private static final List<String> SIZES =
      List.of("n", "m", "k", "h", "p", "q", "r", "s", "t", "u", "v", "w");

  private static final List<Kind> KINDS =
      List.of(Kind.INT, Kind.FLOAT, Kind.REAL, Kind.COMPLEX, Kind.FLOATING, Kind.NUMERIC, Kind.ANY);

  /**
   * @param kinds what stands behind the function's name; empty if the types are the same in all
   *     calls
   * @param types for each parameter; nothing for one whose type cannot be written
   */
  record Signature(String kinds, List<Optional<String>> types) {}

  /** The names that were given so far, by what they stand for in each call. */
  private static final class Names {
    final Map<List<Dim>, String> sizes = new LinkedHashMap<>();
    final Map<List<DType>, String> elements = new LinkedHashMap<>();
    final Set<String> taken;

    Names(Set<String> taken) {
      this.taken = new LinkedHashSet<>(taken);
    }

    String free(String preferred) {
      List<String> candidates = new ArrayList<>(List.of(preferred));
      candidates.addAll(SIZES);
      String name =
          candidates.stream().filter(c -> !taken.contains(c)).findFirst().orElse(preferred);
      for (int i = 2; taken.contains(name); i++) {
        name = preferred + i;
      }
      taken.add(name);
      return name;
    }
  }

  /**
   * @param parameters the names of the parameters, which no size may have
   */
  Signature signature(Set<String> parameters) {
    Names names = new Names(parameters);
    List<Optional<String>> types = new ArrayList<>();
    for (int i = 0; i < calls.get(0).size(); i++) {
      int at = i;
      List<Val> vals = calls.stream().map(c -> c.get(at)).toList();
      types.add(
          vals.stream().allMatch(this::isSize)
              ? Optional.of("dim")
              : text(vals.stream().map(v -> shown(v, at)).toList(), names));
    }
    String kinds = "";
    for (Map.Entry<List<DType>, String> e : names.elements.entrySet()) {
      Kind kind =
          KINDS.stream()
              .filter(k -> e.getKey().stream().allMatch(d -> d.isIn(k)))
              .findFirst()
              .orElse(Kind.ANY);
      kinds += (kinds.isEmpty() ? "" : ", ") + e.getValue() + ": " + kind.text();
    }
    return new Signature(kinds.isEmpty() ? "" : "[" + kinds + "]", types);
  }

  private boolean isSize(Val val) {
    return val instanceof Val.Known || takesSizes && val instanceof Val.WeakInt;
  }

  /** A bare number has the element type of what stands beside it. */
  private Type shown(Val val, int at) {
    if (!(val instanceof Val.WeakInt)) {
      return val.type();
    }
    return calls.stream()
        .filter(c -> c.get(at) == val)
        .flatMap(List::stream)
        .map(Val::type)
        .filter(t -> t instanceof TensorType tensor && tensor.element().isIn(Kind.FLOATING))
        .findFirst()
        .<Type>map(t -> TensorType.scalar(((TensorType) t).element()))
        .orElse(val.type());
  }

  private Optional<String> text(List<Type> types, Names names) {
    return switch (types.get(0)) {
      case TensorType t -> tensor(types, names);
      case Type.Tuple t -> tuple(types, names);
      case Type.Record r -> structure(types, names);
      case Type.Key k when types.stream().allMatch(Type.Key.class::isInstance) ->
          Optional.of("key");
      default -> Optional.empty();
    };
  }

  private Optional<String> tuple(List<Type> types, Names names) {
    int parts = ((Type.Tuple) types.get(0)).parts().size();
    if (!types.stream().allMatch(t -> t instanceof Type.Tuple u && u.parts().size() == parts)) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      int at = i;
      text(types.stream().map(t -> ((Type.Tuple) t).parts().get(at)).toList(), names)
          .ifPresent(texts::add);
    }
    String comma = parts == 1 ? ",)" : ")";
    return texts.size() == parts
        ? Optional.of("(" + String.join(", ", texts) + comma)
        : Optional.empty();
  }

  private Optional<String> structure(List<Type> types, Names names) {
    Set<String> fields = ((Type.Record) types.get(0)).fields().keySet();
    if (!types.stream()
        .allMatch(t -> t instanceof Type.Record r && r.fields().keySet().equals(fields))) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (String field : fields) {
      text(types.stream().map(t -> ((Type.Record) t).fields().get(field)).toList(), names)
          .ifPresent(text -> texts.add(field + ": " + text));
    }
    return texts.size() == fields.size()
        ? Optional.of("{" + String.join(", ", texts) + "}")
        : Optional.empty();
  }

  private Optional<String> tensor(List<Type> types, Names names) {
    int rank = types.get(0) instanceof TensorType first ? first.rank() : -1;
    List<DType> elements = new ArrayList<>();
    for (Type type : types) {
      if (type instanceof TensorType t && t.rank() == rank && t.element() instanceof DType d) {
        elements.add(d);
      }
    }
    if (elements.size() < types.size()) {
      return Optional.empty();
    }
    String element =
        elements.stream().distinct().count() == 1
            ? elements.get(0).toString()
            : names.elements.computeIfAbsent(elements, e -> names.free("T"));
    List<String> axes = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      int at = i;
      axes.add(size(types.stream().map(t -> ((TensorType) t).dim(at)).toList(), names));
    }
    return Optional.of(element + (rank == 0 ? "" : "[" + String.join(", ", axes) + "]"));
  }

  private String size(List<Dim> sizes, Names names) {
    Dim first = sizes.get(0);
    boolean isFixed =
        first.constant().isPresent()
            && sizes.stream().allMatch(first::equals)
            && (!opensSizes || first.constant().getAsLong() < 2);
    if (isFixed) {
      return first.toString(SizeVar::shown);
    }
    String known = first.toString(SizeVar::shown);
    boolean isName = known.matches("[\\p{L}_][\\p{L}\\p{N}_]*") && !known.equals("_");
    return names.sizes.computeIfAbsent(sizes, s -> names.free(isName ? known : SIZES.get(0)));
  }
}
