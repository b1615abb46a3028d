package org.tgraph.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tgraph.syntax.Pattern;

/** The names of a function's parameters, by which an argument can be told. */
public final class ParameterNames {
  /** The transformations whose function takes the arguments of the function they are made of. */
  private static final Set<String> SAME_ARGUMENTS =
      Set.of(
          "grad",
          "value_and_grad",
          "jacobian",
          "hessian",
          "vmap",
          "checkpoint",
          "custom_derivative");

  private ParameterNames() {}

  /** In order, {@code _} for one without a name; nothing where only positions are known. */
  public static Optional<List<String>> of(Val.Function f) {
    return switch (f) {
      case Val.Named d ->
          Optional.of(d.definition().source().params().stream().map(p -> p.name().name()).toList());
      case Val.Lambda l ->
          Optional.of(l.source().params().stream().map(p -> name(p.pattern())).toList());
      case Val.Prelude p ->
          Optional.of(p.builtin().params().stream().map(Builtin.Param::name).toList());
      case Val.Transformed t when SAME_ARGUMENTS.contains(t.transform()) -> of(t.of());
      default -> Optional.empty();
    };
  }

  private static String name(Pattern pattern) {
    return pattern instanceof Pattern.Bind b ? b.name() : "_";
  }
}
