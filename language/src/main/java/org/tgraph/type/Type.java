package org.tgraph.type;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the checker knows of a value. */
public sealed interface Type permits TensorType, Type.Other {
  /** The type as the language writes it, its size variables as {@code names} says. */
  String text(Function<SizeVar, String> names);

  /** A tensor type is {@link TensorType}; the rest stand here. */
  sealed interface Other extends Type {}

  record Tuple(List<Type> parts) implements Other {
    public Tuple {
      parts = List.copyOf(parts);
    }

    @Override
    public String text(Function<SizeVar, String> names) {
      String comma = parts.size() == 1 ? ",)" : ")";
      return parts.stream().map(p -> p.text(names)).collect(Collectors.joining(", ", "(", comma));
    }
  }

  /** {@code {w: f64[k], b: f64}}; the order of the fields is that of the declaration. */
  record Record(Map<String, Type> fields) implements Other {
    public Record {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    @Override
    public String text(Function<SizeVar, String> names) {
      return fields.entrySet().stream()
          .map(f -> f.getKey() + ": " + f.getValue().text(names))
          .collect(Collectors.joining(", ", "{", "}"));
    }
  }

  /** The result is absent where it is found only at each call. */
  record Arrow(List<Type> params, Optional<Type> result) implements Other {
    @Override
    public String text(Function<SizeVar, String> names) {
      String from = params.stream().map(p -> p.text(names)).collect(Collectors.joining(", "));
      return "(" + from + ") -> " + result.map(r -> r.text(names)).orElse("_");
    }
  }

  /** A size as an argument: {@code fn eye(n: dim)}. */
  record Size() implements Other {
    @Override
    public String text(Function<SizeVar, String> names) {
      return "dim";
    }
  }

  record Key() implements Other {
    @Override
    public String text(Function<SizeVar, String> names) {
      return "key";
    }
  }

  /**
   * {@code str} or {@code str[n]}: text, which is read, compared and printed but not computed with.
   */
  record Text(Shape shape) implements Other {
    @Override
    public String text(Function<SizeVar, String> names) {
      return "str" + shape.toString(names);
    }
  }

  /**
   * A distribution of tensors: {@code Normal[J] of f64}, {@code Dirichlet of f64[K]}.
   *
   * @param batch the axes along which there is a distribution for each place
   * @param event the axes of one value of it; a {@code _} is any size
   */
  record Distribution(String family, Element element, Shape batch, Shape event) implements Other {
    /** The type of one value of each distribution of the batch. */
    public TensorType draw() {
      return new TensorType(element, batch.concat(event));
    }

    @Override
    public String text(Function<SizeVar, String> names) {
      String axes = batch.rank() == 0 ? "" : batch.toString(names);
      return family + axes + " of " + new TensorType(element, event).text(names);
    }
  }

  /** A model with the types of its sites, and of what it derives. */
  record Model(Map<String, Type> sites) implements Other {
    public Model {
      sites = Collections.unmodifiableMap(new LinkedHashMap<>(sites));
    }

    @Override
    public String text(Function<SizeVar, String> names) {
      return "model " + new Record(sites).text(names);
    }
  }

  /** Draws from a model: of each site, with axes for chains and draws before its own. */
  record Draws(Map<String, Type> sites) implements Other {
    public Draws {
      sites = Collections.unmodifiableMap(new LinkedHashMap<>(sites));
    }

    @Override
    public String text(Function<SizeVar, String> names) {
      return "draws " + new Record(sites).text(names);
    }
  }

  /** A module or something else with a name that is all there is to show. */
  record Opaque(String name) implements Other {
    @Override
    public String text(Function<SizeVar, String> names) {
      return name;
    }
  }

  /** {@code none}, and the result of what is done for its effect. */
  record Nothing() implements Other {
    @Override
    public String text(Function<SizeVar, String> names) {
      return "none";
    }
  }

  /** The type of what had a mistake in it, which was reported; it absorbs what follows from it. */
  record Poison() implements Other {
    @Override
    public String text(Function<SizeVar, String> names) {
      return "?";
    }
  }
}
