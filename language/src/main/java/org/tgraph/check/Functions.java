package org.tgraph.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.program.Shown;
import org.tgraph.source.Span;
import org.tgraph.syntax.Statement;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;
import org.tgraph.type.Type;

/** The functions that a checked script defines, each as a graph that can be compiled by itself. */
public final class Functions {
  /**
   * A function as a graph.
   *
   * @param parameters the names of the graph's inputs, in order: {@code x}, {@code p.w}; captures
   *     of the script's own values are not among them, since a function with such is refused
   * @param sizes the {@code dim} parameters, which the caller gives
   * @param result the structure of the result, over the graph's outputs
   */
  public record Exported(
      String name, Graph graph, List<String> parameters, Map<String, SizeVar> sizes, Shown result) {
    public Exported {
      parameters = List.copyOf(parameters);
    }
  }

  /** A function, or why it cannot be called from outside. */
  public sealed interface Lookup {
    record Found(Exported function) implements Lookup {}

    record Refused(Diagnostic problem) implements Lookup {}

    /**
     * @param similar the names there are
     */
    record Missing(List<String> similar) implements Lookup {}
  }

  private final Context c;
  private final Scope scope;

  Functions(Context c, Scope scope) {
    this.c = c;
    this.scope = scope;
  }

  /** The names of the functions whose parameters all have types. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    scope
        .own()
        .forEach((name, entry) -> {
          if (entry.val() instanceof Val.Defined d && d.definition().isAnnotated()) {
            names.add(name);
          }
        });
    return names;
  }

  /**
   * A function for all sizes.
   *
   * @param types the types of tensor arguments by the names of the parameters, where the signature
   *     leaves them open (a kind or a pack); none otherwise
   */
  public Lookup find(String name, Map<String, TensorType> types) {
    Optional<Scope.Entry> entry = scope.own(name);
    if (entry.isEmpty() || !(entry.get().val() instanceof Val.Defined d)) {
      return new Lookup.Missing(names());
    }
    Statement.Fn source = d.definition().source();
    Span at = source.name().span();
    int before = c.diagnostics().size();
    try {
      return new Lookup.Found(export(d.definition(), types, at));
    } catch (Reported reported) {
      List<Diagnostic> all = c.diagnostics();
      Diagnostic problem =
          all.size() > before
              ? all.get(before)
              : Diagnostic.error(Code.TG0409, at, "The function `" + name + "` has mistakes.");
      all.subList(before, all.size()).clear();
      return new Lookup.Refused(problem);
    }
  }

  private Exported export(FunctionDef def, Map<String, TensorType> types, Span at) {
    if (!def.isAnnotated()) {
      throw c.fail(
          Code.TG0411,
          at,
          "Only a function whose parameters have types can be called from outside.");
    }
    c.statements.ensureChecked(def, at);
    FunctionDef.Signature signature = def.signature().orElseThrow(Reported::new);
    GraphBuilder builder = new GraphBuilder();
    List<String> names = new ArrayList<>();
    Map<String, SizeVar> sizes = new LinkedHashMap<>();
    List<Arguments.Argument> arguments = new ArrayList<>();
    for (int i = 0; i < signature.params().size(); i++) {
      String name = def.source().params().get(i).name().name();
      Type type = types.containsKey(name) ? types.get(name) : signature.params().get(i);
      Val val;
      if (type instanceof Type.Size) {
        SizeVar var =
            signature.sizes().stream().filter(v -> v.name().equals(name)).findFirst().orElseThrow();
        sizes.put(name, var);
        val = new Val.Known(Dim.of(var));
      } else {
        val = input(builder, name, type, names, at);
      }
      arguments.add(new Arguments.Argument(Optional.empty(), val, at));
    }
    Val result =
        c.building(
            builder,
            () ->
                c.inlining(
                    true, () -> c.calls.apply(new Val.Defined(def), new Arguments(arguments), at)));
    Shown shown = c.building(builder, () -> Showing.of(c, result, at)).orElseThrow(Reported::new);
    Graph graph = builder.build(shown.values());
    if (!Closed.isRunnable(graph)) {
      throw c.fail(
          Code.TG0411,
          at,
          "`%s` uses values of the script, so it cannot be called without it."
              .formatted(def.name()));
    }
    return new Exported(def.name(), graph, names, sizes, shown);
  }

  private Val input(GraphBuilder builder, String name, Type type, List<String> names, Span at) {
    return switch (type) {
      case TensorType t when t.element() instanceof DType && !t.shape().hasPack() -> {
        names.add(name);
        yield new Val.Tensor(builder.input(t, name));
      }
      case Type.Tuple t -> {
        List<Val> parts = new ArrayList<>();
        for (int i = 0; i < t.parts().size(); i++) {
          parts.add(input(builder, name + "." + i, t.parts().get(i), names, at));
        }
        yield new Val.Tuple(parts);
      }
      case Type.Record r -> {
        Map<String, Val> fields = new LinkedHashMap<>();
        r.fields()
            .forEach((field, of) ->
                fields.put(field, input(builder, name + "." + field, of, names, at)));
        yield new Val.Record(fields);
      }
      default ->
          throw c.fail(
              Code.TG0411,
              at,
              "`%s: %s` must be given a type to call the function from outside."
                  .formatted(name, c.text(type)));
    };
  }
}
