package org.tgraph.call;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.tgraph.array.Array;
import org.tgraph.check.Functions;
import org.tgraph.diagnostic.Code;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Sizes;
import org.tgraph.graph.Value;
import org.tgraph.op.EvaluationProblem;
import org.tgraph.program.Shown;
import org.tgraph.run.Backend;
import org.tgraph.run.Backends;
import org.tgraph.run.Executable;
import org.tgraph.run.Gaps;
import org.tgraph.run.InputCheck;
import org.tgraph.run.Places;
import org.tgraph.run.Prepare;
import org.tgraph.source.Source;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;
import org.tgraph.type.Type;

/**
 * A graph that a backend has prepared, once, to be called any number of times with tensors of any
 * fitting sizes, by any number of threads at once.
 */
public final class Compiled implements TensorFunction {
  private final Head head;
  private final Graph graph;
  private final Map<String, SizeVar> dims;
  private final Shown result;
  private final Backend backend;
  private final Executable executable;
  private final Map<String, TensorType> tensors = new LinkedHashMap<>();
  private final Map<String, SizeVar> sizes;

  private Compiled(
      Head head, Graph graph, Map<String, SizeVar> dims, Shown result, Backend backend) {
    this.head = head;
    this.graph = graph;
    this.dims = dims;
    this.result = result;
    this.backend = backend;
    head.parameters().forEach(this::collect);
    this.sizes = sizeNames(graph);
    Graph prepared = Prepare.forBackend(graph, backend);
    Gaps.of(prepared, backend).stream()
        .findFirst()
        .ifPresent(gap -> {
          throw CallException.of(gap);
        });
    this.executable = backend.compile(prepared);
  }

  private void collect(String name, Type type) {
    switch (type) {
      case TensorType t -> tensors.put(name, t);
      case Type.Record r -> r.fields().forEach((field, of) -> collect(name + "." + field, of));
      case Type.Tuple t -> {
        for (int i = 0; i < t.parts().size(); i++) {
          collect(name + "." + i, t.parts().get(i));
        }
      }
      default -> {}
    }
  }

  /** The graph's sizes that can be given by name: those that share it with no other. */
  private static Map<String, SizeVar> sizeNames(Graph graph) {
    Map<String, SizeVar> names = new LinkedHashMap<>();
    Set<String> ambiguous = new HashSet<>();
    for (SizeVar var : graph.sizes()) {
      if (names.put(var.name(), var) != null) {
        ambiguous.add(var.name());
      }
    }
    names.keySet().removeAll(ambiguous);
    return names;
  }

  /**
   * Compiles for the best backend at hand that has what the graph needs. One output is the result
   * itself, several are a tuple; sizes that no input has are parameters after the inputs.
   */
  public static Compiled of(Graph graph) {
    return of(graph, Backends.installed().choose(List.of(graph)).backend());
  }

  /**
   * Compiles for that backend.
   *
   * @throws CallException if it lacks an operation that the graph needs
   */
  public static Compiled of(Graph graph, Backend backend) {
    Map<String, Type> parameters = new LinkedHashMap<>();
    Set<SizeVar> told = new HashSet<>();
    for (Value input : graph.inputs()) {
      String name = input.hint().isEmpty() ? "x" + parameters.size() : input.hint();
      while (parameters.containsKey(name)) {
        name += "_";
      }
      parameters.put(name, input.type());
      input.shape().dims().forEach(d -> told.addAll(d.variables()));
    }
    Map<String, SizeVar> dims = new LinkedHashMap<>();
    for (SizeVar var : graph.sizes()) {
      if (!told.contains(var) && !parameters.containsKey(var.name())) {
        parameters.put(var.name(), new Type.Size());
        dims.put(var.name(), var);
      }
    }
    List<Shown> outputs = graph.outputs().stream().<Shown>map(v -> new Shown.Tensor(v)).toList();
    Shown result = outputs.size() == 1 ? outputs.get(0) : new Shown.Tuple(outputs);
    return new Compiled(head("", parameters), graph, dims, result, backend);
  }

  static Compiled of(Functions.Exported function, Backend backend) {
    return new Compiled(
        head(function.name(), function.parameters()),
        function.graph(),
        function.sizes(),
        function.result(),
        backend);
  }

  private static Head head(String name, Map<String, Type> parameters) {
    return new Head(name, Collections.unmodifiableMap(new LinkedHashMap<>(parameters)));
  }

  @Override
  public String name() {
    return head.name();
  }

  @Override
  public List<String> parameters() {
    return List.copyOf(head.parameters().keySet());
  }

  /** The types of the parameters, by their names, in order. */
  public Map<String, Type> types() {
    return head.parameters();
  }

  public Graph graph() {
    return graph;
  }

  public Backend backend() {
    return backend;
  }

  /** The same with the parts of its result, a tuple, as the fields of a record. */
  public Compiled withResults(String... names) {
    if (!(result instanceof Shown.Tuple tuple) || tuple.parts().size() != names.length) {
      throw new IllegalArgumentException(
          names.length + " names for " + (result instanceof Shown.Tuple t ? t.parts().size() : 1));
    }
    Map<String, Shown> fields = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      fields.put(names[i], tuple.parts().get(i));
    }
    if (fields.size() != names.length) {
      throw new IllegalArgumentException("a name is there twice: " + List.of(names));
    }
    return new Compiled(head, graph, dims, new Shown.Record(fields), backend);
  }

  @Override
  public Result call(Object... arguments) {
    return run(Intake.of(head, arguments));
  }

  @Override
  public Result callWith(Map<String, ?> arguments) {
    return run(Intake.of(head, arguments, sizes.keySet()));
  }

  /**
   * A call for arguments of the shapes of these, to be made very often: what is looked at and got
   * for each {@link #call} is so once here.
   *
   * @throws CallException if they do not fit, or the data decide the size of a result
   */
  public PreparedCall prepare(Object... arguments) {
    return prepare(Intake.of(head, arguments));
  }

  /** The same with arguments, and sizes, by their names. */
  public PreparedCall prepareWith(Map<String, ?> arguments) {
    return prepare(Intake.of(head, arguments, sizes.keySet()));
  }

  private PreparedCall prepare(Intake intake) {
    Map<SizeVar, Long> given = sizes(intake);
    Sizes known = bind(intake.tensors(), given);
    for (Value output : graph.outputs()) {
      if (!output.shape().substitute(known.substitution()).isConstant()) {
        throw head.problem(
            Code.TG0306,
            "A call cannot be prepared whose result, `%s`, has a size which the data decide."
                .formatted(output.type().text(SizeVar::shown)));
      }
    }
    return explained(() ->
        new PreparedCall(
            this, List.copyOf(tensors.keySet()), executable.prepare(inputs(intake), given), known));
  }

  private Result run(Intake intake) {
    Map<SizeVar, Long> given = sizes(intake);
    bind(intake.tensors(), given);
    return explained(() -> result(executable.run(inputs(intake), given).outputs()));
  }

  private Map<SizeVar, Long> sizes(Intake intake) {
    Map<SizeVar, Long> given = new LinkedHashMap<>();
    intake
        .sizes()
        .forEach((name, size) ->
            given.put(dims.containsKey(name) ? dims.get(name) : sizes.get(name), size));
    return given;
  }

  private List<Array> inputs(Intake intake) {
    return tensors.keySet().stream().map(intake.tensors()::get).toList();
  }

  /** The outputs of the graph as the result that they make. */
  Result result(List<Array> outputs) {
    Map<Value, Array> values = new IdentityHashMap<>();
    for (int i = 0; i < outputs.size(); i++) {
      values.put(graph.outputs().get(i), outputs.get(i));
    }
    return new Result(Structure.datum(result, values));
  }

  /**
   * What is computed, or why there is no result.
   *
   * @throws CallException where an operation has none
   */
  <T> T explained(Supplier<T> computation) {
    try {
      return computation.get();
    } catch (EvaluationProblem problem) {
      Source source = new Source(head.name().isEmpty() ? "<graph>" : head.name(), "");
      throw CallException.of(Places.diagnostic(problem, source.span(0, 0)));
    }
  }

  private Sizes bind(Map<String, Array> arrays, Map<SizeVar, Long> given) {
    Sizes known = new Sizes(given);
    List<Sizes.Claim> claims = new ArrayList<>();
    tensors.forEach(
        (name, type) -> claims.addAll(Sizes.claims(name, type.shape(), arrays.get(name).shape())));
    known
        .bind(claims)
        .ifPresent(conflict -> {
          Map<String, String> others = new LinkedHashMap<>();
          if (conflict instanceof Sizes.Conflict.Differs differs) {
            differs.because().values().stream()
                .filter(place -> place != Sizes.Place.GIVEN)
                .forEach(place -> others.put(place.name(), arrived(arrays, place)));
          }
          Sizes.Place place = conflict.claim().place();
          throw head.problem(
              InputCheck.code(conflict),
              place.name(),
              InputCheck.message(conflict),
              arrived(arrays, place),
              others);
        });
    for (SizeVar var : graph.sizes()) {
      if (!known.values().containsKey(var)) {
        throw head.problem(
            Code.TG0306,
            "The size `" + var.name() + "` cannot be found from the shapes of the arguments.",
            "`callWith` takes sizes by their names.");
      }
    }
    return known;
  }

  private static String arrived(Map<String, Array> arrays, Sizes.Place place) {
    return "`" + arrays.get(place.name()).type() + "`";
  }

  /**
   * The derivative of the result, one float, by a parameter: it has the parameter's type.
   *
   * @param parameter its name; the first one if there is none
   * @throws CallException if there is no such derivative
   */
  public Compiled grad(String... parameter) {
    return gradient(false, parameter);
  }

  /** As {@link #grad}, with the result and the derivative as a tuple. */
  public Compiled valueAndGrad(String... parameter) {
    return gradient(true, parameter);
  }

  private Compiled gradient(boolean withValue, String... parameter) {
    if (parameter.length > 1 || head.parameters().isEmpty()) {
      throw new IllegalArgumentException("The derivative is by one parameter.");
    }
    String by = parameter.length == 1 ? parameter[0] : parameters().get(0);
    if (!head.parameters().containsKey(by)) {
      throw head.problem(Code.TG0206, "There is no parameter `" + by + "`.");
    }
    List<String> names = List.copyOf(tensors.keySet());
    List<Integer> wrt =
        IntStream.range(0, names.size())
            .filter(i -> names.get(i).equals(by) || names.get(i).startsWith(by + "."))
            .boxed()
            .toList();
    Optional<String> obstacle = Gradients.obstacle(graph, wrt);
    if (obstacle.isPresent()) {
      throw head.problem(Code.TG0501, by, obstacle.get(), "");
    }
    Graph both = Gradients.of(graph, wrt);
    Shown gradient =
        Structure.shown(
            head.parameters().get(by), both.outputs().subList(1, both.outputs().size()).iterator());
    Shown structure =
        withValue
            ? new Shown.Tuple(List.of(new Shown.Tensor(both.outputs().get(0)), gradient))
            : gradient;
    List<Value> outputs = structure.values();
    Graph needed = new Graph(both.inputs(), GraphBuilder.needed(both.body(), outputs), outputs);
    String name = (withValue ? "value_and_grad(" : "grad(") + head.name() + ")";
    return new Compiled(new Head(name, head.parameters()), needed, dims, structure, backend);
  }

  /** The head: {@code predict(x: f64[n, k], w: f64[k])}. */
  @Override
  public String toString() {
    return head.text();
  }
}
