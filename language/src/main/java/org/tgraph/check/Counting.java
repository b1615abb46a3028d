package org.tgraph.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tgraph.graph.Equation;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Origin;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.index.Nonzero;
import org.tgraph.op.index.RepeatedPlaces;
import org.tgraph.rewrite.Totality;
import org.tgraph.source.Span;
import org.tgraph.type.SizeVar;

/**
 * Applies the operations whose results have a size that the data decide. What one counts has one
 * size, wherever in a script it is counted: in a branch, a step, a comprehension or a function that
 * is mapped it is counted outside of these, as far as what it is made of is known there and cannot
 * fail. So a selection inside goes with one outside, both branches may give one, and a mask that is
 * the same for all indices may select in a {@code for}.
 */
final class Counting {
  /** A value, and the builder of the outermost graph around that has an equal one. */
  private record Place(GraphBuilder builder, Value value) {}

  private final Context c;

  Counting(Context c) {
    this.c = c;
  }

  /** The positions of the true elements of a mask, an index tensor for each axis. */
  List<Value> nonzero(Value mask, Span span) {
    return nonzero(mask, "is the number of true elements of", span);
  }

  /**
   * As above, for a mask that was made of what is written at {@code span}.
   *
   * @param of what the number is of that: "is the number of true elements of"
   */
  List<Value> nonzero(Value mask, String of, Span span) {
    List<Place> places = places(mask);
    Place place = places.get(places.size() - 1);
    return apply(new Nonzero(count(place, of, span)), "`nonzero`", place, span);
  }

  /**
   * The places of the elements of a vector of numbers, each as often as its number says. A number
   * may be negative, so this is counted outside only where it was counted there already.
   */
  Value repeatedPlaces(Value repeats, String of, Span span) {
    List<Place> places = places(repeats);
    Place place = places.get(0);
    for (Place other : places) {
      SizeVar known = c.counts.get(other.value);
      if (known != null && other.builder.has(new RepeatedPlaces(known), List.of(other.value))) {
        place = other;
      }
    }
    return apply(new RepeatedPlaces(count(place, of, span)), "`repeat`", place, span).get(0);
  }

  /**
   * Does {@code inside} in the outermost graph that has the value, or an equal one. What is made
   * there counts the same sizes wherever this is done with that value; it must not be able to fail.
   */
  <T> T outside(Value value, Function<Value, T> inside) {
    List<Place> places = places(value);
    Place place = places.get(places.size() - 1);
    Origin before = place.builder.origin();
    place.builder.at(c.builder().origin());
    T result = c.building(place.builder, () -> inside.apply(place.value));
    place.builder.at(before);
    return result;
  }

  private List<Value> apply(Op op, String called, Place place, Span span) {
    Origin before = place.builder.origin();
    List<Value> results =
        c.building(
            place.builder, () -> c.apply(op, called, List.of(place.value), List.of(span), span));
    place.builder.at(before);
    return results;
  }

  private SizeVar count(Place place, String of, Span span) {
    return c.counts.computeIfAbsent(
        place.value,
        m -> {
          String text = span.text();
          String name = text.matches("\\w{1,20}") ? "count_" + text : "count";
          String words = of + (text.length() <= 40 ? " `" + text + "`" : " this");
          return c.newSize(name, SizeVar.Role.COUNTED, span, words);
        });
  }

  /** Where there is an equal value, or could be: from the graph that is being built outwards. */
  private List<Place> places(Value value) {
    List<Place> places = new ArrayList<>();
    Place place = new Place(c.builder(), c.builder().own(value));
    places.add(place);
    while (place.builder.outer().isPresent()) {
      Optional<Value> outside = outside(place, place.builder.outer().get());
      if (outside.isEmpty()) {
        break;
      }
      place = new Place(place.builder.outer().get(), outside.get());
      places.add(place);
    }
    return places;
  }

  /** The value as the graph around has it, where it is made of values of that and cannot fail. */
  private static Optional<Value> outside(Place place, GraphBuilder outer) {
    Map<Value, Value> now = new HashMap<>(place.builder.outside());
    List<Equation> made = GraphBuilder.needed(place.builder.body(), List.of(place.value));
    for (Equation equation : made) {
      if (!now.keySet().containsAll(equation.operands()) || !Totality.isTotal(equation)) {
        return Optional.empty();
      }
      equation.results().forEach(r -> now.put(r, r));
    }
    if (!now.containsKey(place.value)) {
      return Optional.empty();
    }
    Origin before = outer.origin();
    for (Equation equation : made) {
      outer.at(equation.origin());
      List<Value> results =
          outer.emit(equation.op(), equation.operands().stream().map(now::get).toList());
      for (int i = 0; i < results.size(); i++) {
        now.put(equation.results().get(i), results.get(i));
      }
    }
    outer.at(before);
    return Optional.of(outer.own(now.get(place.value)));
  }
}
