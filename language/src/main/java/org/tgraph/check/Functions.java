package org.tgraph.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
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
   * @param parameters in order; the tensors in their types, in order, are the graph's inputs
   * @param sizes what the {@code dim} parameters are in the graph
   * @param result the structure of the result, over the graph's outputs
   */
  public record Exported(
      String name,
      Graph graph,
      Map<String, Type> parameters,
      Map<String, SizeVar> sizes,
      Shown result) {
    public Exported {
      parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
      sizes = Map.copyOf(sizes);
    }
  }

  /** What a function whose signature leaves it open is told of a tensor it is called with. */
  public record Given(DType dtype, int rank) {}

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
   * @param given of the tensors in the arguments, by their names ({@code x}, {@code p.w}), where
   *     the signature leaves their types open (a kind or a pack); of others it is passed over
   */
  public Lookup find(String name, Map<String, Given> given) {
    Optional<Scope.Entry> entry = scope.own(name);
    if (entry.isEmpty() || !(entry.get().val() instanceof Val.Defined d)) {
      return new Lookup.Missing(names());
    }
    Statement.Fn source = d.definition().source();
    Span at = source.name().span();
    int before = c.diagnostics().size();
    try {
      return new Lookup.Found(export(d.definition(), given, at));
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

  /** Whether the types of the arguments must be told to {@link #find}. */
  public boolean isOpen(String name) {
    return scope.own(name).isPresent()
        && scope.own(name).get().val() instanceof Val.Defined d
        && d.definition().isAnnotated()
        && d.definition()
            .signature()
            .filter(s -> s.params().stream().anyMatch(Open::is))
            .isPresent();
  }

  /** The types of the parameters by their names, kinds and packs still in them. */
  public Optional<Map<String, Type>> parameters(String name) {
    if (scope.own(name).isPresent() && scope.own(name).get().val() instanceof Val.Defined d) {
      return d.definition().signature().map(s -> parameters(d.definition(), s.params()));
    }
    return Optional.empty();
  }

  private static Map<String, Type> parameters(FunctionDef def, List<Type> types) {
    Map<String, Type> parameters = new LinkedHashMap<>();
    for (int i = 0; i < types.size(); i++) {
      parameters.put(def.source().params().get(i).name().name(), types.get(i));
    }
    return parameters;
  }

  private Exported export(FunctionDef def, Map<String, Given> given, Span at) {
    if (!def.isAnnotated()) {
      throw c.fail(
          Code.TG0411,
          at,
          "Only a function whose parameters have types can be called from outside.");
    }
    c.bodies.ensureChecked(def, at);
    FunctionDef.Signature signature = def.signature().orElseThrow(Reported::new);
    Open open = new Open(c, given, at);
    Map<String, Type> parameters = new LinkedHashMap<>();
    parameters(def, signature.params())
        .forEach((name, type) -> parameters.put(name, open.close(name, type)));
    GraphBuilder builder = new GraphBuilder();
    Map<String, SizeVar> sizes = new LinkedHashMap<>();
    List<Arguments.Argument> arguments = new ArrayList<>();
    parameters.forEach((name, type) -> {
      Val val;
      if (type instanceof Type.Size) {
        SizeVar var =
            signature.sizes().stream().filter(v -> v.name().equals(name)).findFirst().orElseThrow();
        sizes.put(name, var);
        val = new Val.Known(Dim.of(var));
      } else {
        val = input(builder, name, type);
      }
      arguments.add(new Arguments.Argument(Optional.empty(), val, at));
    });
    Val result =
        c.building(
            builder,
            () ->
                c.inlining(
                    true, () -> c.calls.apply(new Val.Defined(def), new Arguments(arguments), at)));
    Shown shown = c.building(builder, () -> Showing.of(c, result, at)).orElseThrow(Reported::new);
    Graph graph = withConstants(builder.build(shown.values()));
    if (!Closed.isRunnable(graph)) {
      throw c.fail(
          Code.TG0411,
          at,
          "`%s` uses values of the script, so it cannot be called without it."
              .formatted(def.name()));
    }
    return new Exported(def.name(), graph, parameters, sizes, shown);
  }

  /** The graph with the equations of the script that it uses: of constants, it is closed then. */
  private Graph withConstants(Graph graph) {
    Set<Value> defined = Collections.newSetFromMap(new IdentityHashMap<>());
    defined.addAll(graph.inputs());
    graph.body().forEach(e -> defined.addAll(e.results()));
    List<Value> missing =
        Stream.concat(
                graph.body().stream().flatMap(e -> e.operands().stream()), graph.outputs().stream())
            .filter(v -> !defined.contains(v))
            .distinct()
            .toList();
    if (missing.isEmpty()) {
      return graph;
    }
    List<Equation> body = new ArrayList<>(GraphBuilder.needed(c.top().body(), missing));
    body.addAll(graph.body());
    return new Graph(graph.inputs(), body, graph.outputs());
  }

  private static Val input(GraphBuilder builder, String name, Type type) {
    return switch (type) {
      case TensorType t -> new Val.Tensor(builder.input(t, name));
      case Type.Tuple t -> {
        List<Val> parts = new ArrayList<>();
        for (int i = 0; i < t.parts().size(); i++) {
          parts.add(input(builder, name + "." + i, t.parts().get(i)));
        }
        yield new Val.Tuple(parts);
      }
      case Type.Record r -> {
        Map<String, Val> fields = new LinkedHashMap<>();
        r.fields()
            .forEach((field, of) -> fields.put(field, input(builder, name + "." + field, of)));
        yield new Val.Record(fields);
      }
      default -> throw new IllegalStateException("not closed: " + type);
    };
  }
}
