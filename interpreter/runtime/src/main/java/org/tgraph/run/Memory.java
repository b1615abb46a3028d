package org.tgraph.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.tgraph.array.Array;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Sizes;
import org.tgraph.graph.Value;
import org.tgraph.program.InputFile;
import org.tgraph.program.Shown;
import org.tgraph.program.TextInput;
import org.tgraph.source.Span;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;

/** What is known of a script's values while it runs: arrays, texts and sizes. */
final class Memory {
  private final Map<Value, Array> arrays = new IdentityHashMap<>();
  private final Map<TextInput, Datum.Texts> texts = new IdentityHashMap<>();
  private final Map<SizeVar, Long> sizes = new HashMap<>();
  private final Map<Array, double[][]> measures = new IdentityHashMap<>();
  private final Map<Graph, Graph> prepared = new IdentityHashMap<>();

  Memory() {}

  /** Begins with what another knows. */
  Memory(Memory other) {
    arrays.putAll(other.arrays);
    texts.putAll(other.texts);
    sizes.putAll(other.sizes);
    measures.putAll(other.measures);
    prepared.putAll(other.prepared);
  }

  /** For each element of a draw its measures, which are found once. */
  double[][] measures(Array draws) {
    return measures.computeIfAbsent(draws, SummaryRun::measures);
  }

  /** What a backend is to run for a graph, which is made once. */
  Graph prepared(Graph graph, UnaryOperator<Graph> prepare) {
    return prepared.computeIfAbsent(graph, prepare);
  }

  /** Reads the inputs and finds the sizes in their types; what is wrong with them, if anything. */
  List<Diagnostic> load(List<InputFile> inputs, DataStore store) {
    List<Diagnostic> problems = new ArrayList<>();
    Sizes found = new Sizes();
    Map<String, Span> places = new HashMap<>();
    for (InputFile input : inputs) {
      switch (store.load(input)) {
        case DataStore.Loading.Failed f ->
            problems.add(Diagnostic.error(f.problem().code(), input.span(), f.problem().message()));
        case DataStore.Loading.Loaded loaded ->
            check(input, loaded, found, places).ifPresent(problems::add);
      }
    }
    sizes.putAll(found.values());
    return problems;
  }

  private Optional<Diagnostic> check(
      InputFile input, DataStore.Loading.Loaded loaded, Sizes found, Map<String, Span> places) {
    arrays.putAll(loaded.values());
    texts.putAll(loaded.texts());
    List<Sizes.Claim> claims = new ArrayList<>();
    for (InputFile.Leaf leaf : input.leaves()) {
      String name = name(input, leaf.path());
      places.put(name, input.span());
      Array array = loaded.values().get(leaf.value());
      Optional<String> problem = InputCheck.element(name, leaf.value().type(), array);
      if (problem.isPresent()) {
        return Optional.of(Diagnostic.error(Code.TG0703, input.span(), problem.get()));
      }
      claims.addAll(Sizes.claims(name, leaf.value().shape(), array.shape()));
    }
    for (InputFile.TextQuery query : input.queries()) {
      String name = name(input, query.text().path());
      places.put(name, input.span());
      Shape actual = loaded.texts().get(query.text()).shape();
      if (actual.rank() != query.text().shape().rank()) {
        String message =
            "`%s` is `str%s`, but `str%s` was declared."
                .formatted(name, actual, query.text().shape().toString(SizeVar::name));
        return Optional.of(Diagnostic.error(Code.TG0703, input.span(), message));
      }
      claims.addAll(Sizes.claims(name, query.text().shape(), actual.values()));
    }
    return found.bind(claims).map(conflict -> diagnostic(conflict, input, places));
  }

  private static String name(InputFile input, List<String> path) {
    return path.isEmpty() ? input.name() : input.name() + "." + String.join(".", path);
  }

  /** At the input that does not fit, with a label at the one that said otherwise. */
  private static Diagnostic diagnostic(
      Sizes.Conflict conflict, InputFile input, Map<String, Span> places) {
    Diagnostic diagnostic =
        Diagnostic.error(Code.TG0703, input.span(), InputCheck.message(conflict));
    if (conflict instanceof Sizes.Conflict.Differs differs) {
      for (var because : differs.because().entrySet()) {
        Span place = places.get(because.getValue().name());
        if (place != null && !place.equals(input.span())) {
          String words = "`%s` is found here".formatted(because.getKey().name());
          diagnostic = diagnostic.label(place, words);
        }
      }
    }
    return diagnostic;
  }

  Set<Value> known() {
    Set<Value> known = Collections.newSetFromMap(new IdentityHashMap<>());
    known.addAll(arrays.keySet());
    return known;
  }

  /** Runs a segment's graph and remembers its outputs. */
  void run(Executable executable, Plan.Segment segment) {
    List<Array> inputs = segment.graph().inputs().stream().map(arrays::get).toList();
    Executable.Outcome outcome = executable.run(inputs, sizes);
    sizes.putAll(outcome.sizes());
    for (int i = 0; i < outcome.outputs().size(); i++) {
      arrays.put(segment.graph().outputs().get(i), outcome.outputs().get(i));
    }
  }

  /**
   * What runs a segment's graph once more, and remembers nothing: a call that is prepared once,
   * with memory for its results, where the backend has such and the data decide no size.
   */
  Runnable again(Executable executable, Plan.Segment segment) {
    List<Array> inputs = segment.graph().inputs().stream().map(arrays::get).toList();
    if (executable.graph().counted().isEmpty()) {
      Call call = executable.prepare(inputs, sizes);
      if (!(call instanceof CopyingCall)) {
        return call::run;
      }
    }
    return () -> executable.run(inputs, sizes);
  }

  void drop(List<Value> values) {
    values.forEach(arrays::remove);
  }

  void put(Value value, Array array) {
    arrays.put(value, array);
  }

  /** The sizes that are known. */
  Map<SizeVar, Long> sizes() {
    return Collections.unmodifiableMap(sizes);
  }

  Function<SizeVar, Dim> substitution() {
    return v -> sizes.containsKey(v) ? Dim.of(sizes.get(v)) : Dim.of(v);
  }

  Array array(Value value) {
    return arrays.get(value);
  }

  /** A value as a file holds it: draws are columns in {@code .csv} alone. */
  Datum saved(Shown shown, String path) {
    return shown instanceof Shown.Draws d && !path.endsWith(".csv")
        ? Tables.whole(d, arrays::get)
        : datum(shown);
  }

  /** The computed value of what is to be shown. */
  Datum datum(Shown shown) {
    return switch (shown) {
      case Shown.Tensor t -> new Datum.Tensor(arrays.get(t.value()));
      case Shown.Table t -> Tables.of(t, arrays::get);
      case Shown.Draws d -> Tables.of(d, arrays::get);
      case Shown.Text t -> new Datum.Text(t.text());
      case Shown.TextColumn t -> texts.get(t.input());
      case Shown.Other o -> new Datum.Other(o.type());
      case Shown.Tuple t -> new Datum.Tuple(t.parts().stream().map(this::datum).toList());
      case Shown.Record r -> {
        Map<String, Datum> fields = new LinkedHashMap<>();
        r.fields().forEach((name, field) -> fields.put(name, datum(field)));
        yield new Datum.Record(fields);
      }
    };
  }
}
