package org.tgraph.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Sizes;
import org.tgraph.graph.Sizes.Conflict;
import org.tgraph.graph.Value;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/** Whether arrays are of the types that were declared for them, which also finds their sizes. */
public final class InputCheck {
  private InputCheck() {}

  /**
   * The sizes that make the inputs' declared types those of the arrays.
   *
   * @throws EvaluationProblem if there are none
   */
  public static Sizes bind(Graph graph, List<Array> inputs, Map<SizeVar, Long> given) {
    if (inputs.size() != graph.inputs().size()) {
      throw new IllegalArgumentException(
          graph.inputs().size() + " inputs, but " + inputs.size() + " arrays");
    }
    Sizes sizes = new Sizes(given);
    List<Sizes.Claim> claims = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Value input = graph.inputs().get(i);
      String name = input.hint().isEmpty() ? "input " + i : input.hint();
      element(name, input.type(), inputs.get(i))
          .ifPresent(message -> {
            throw new EvaluationProblem(Code.TG0804, message);
          });
      claims.addAll(Sizes.claims(name, input.shape(), inputs.get(i).shape()));
    }
    sizes
        .bind(claims)
        .ifPresent(conflict -> {
          throw new EvaluationProblem(code(conflict), message(conflict));
        });
    return sizes;
  }

  /** What is wrong with the element type or the number of axes, in a sentence. */
  public static Optional<String> element(String name, TensorType declared, Array actual) {
    if (declared.element() != actual.dtype() || declared.rank() != actual.rank()) {
      return Optional.of(
          "`%s` is `%s`, but `%s` was declared."
              .formatted(name, actual.type(), declared.text(SizeVar::name)));
    }
    return Optional.empty();
  }

  public static Code code(Conflict conflict) {
    return conflict instanceof Conflict.Unsolved ? Code.TG0306 : Code.TG0804;
  }

  /** What is wrong, in a sentence that names both places. */
  public static String message(Conflict conflict) {
    Sizes.Claim claim = conflict.claim();
    String actual = sentence(claim.place() + " has size " + claim.actual());
    String declared = text(claim.declared());
    return switch (conflict) {
      case Conflict.Impossible i ->
          actual + ", which is not `" + declared + "` for any size of 0 or more.";
      case Conflict.Unsolved u ->
          "The sizes in `" + declared + "` cannot be found from the shapes.";
      case Conflict.Differs d when d.because().isEmpty() ->
          actual + ", but " + declared + " was declared.";
      case Conflict.Differs d ->
          "%s, but `%s` is %d%s."
              .formatted(actual, declared, d.expected(), because(claim.declared(), d.because()));
    };
  }

  private static String because(Dim declared, Map<SizeVar, Sizes.Place> because) {
    boolean alone = declared.variable().isPresent();
    return because.entrySet().stream()
        .filter(e -> e.getValue() != Sizes.Place.GIVEN)
        .map(e -> (alone ? "" : "`" + e.getKey().name() + "` comes ") + "from " + e.getValue())
        .collect(Collectors.joining(", ", alone ? ", " : "; ", ""))
        .replaceFirst("^[,;] $", "");
  }

  private static String text(Dim dim) {
    return dim.toString(SizeVar::name);
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
