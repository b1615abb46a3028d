package org.tgraph.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.tgraph.array.Array;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphPrinter;
import org.tgraph.graph.GraphReader;
import org.tgraph.pass.DeadCode;
import org.tgraph.pass.Pipeline;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;

/** The transformations on random graphs, branches and symbolic sizes among them. */
class RandomGraphsTest {
  private static final List<Integer> ALL = List.of(0, 1, 2, 3, 4);
  private static final List<String> TEXTS =
      LongStream.range(0, 7)
          .mapToObj(seed -> GraphPrinter.print(new RandomGraphs(seed).graph(3)))
          .toList();

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void gradientsAreDifferences(
      @ForAll long seed, @ForAll @IntRange(max = 3) int n, @ForAll @IntRange(max = 3) int m) {
    RandomGraphs random = new RandomGraphs(seed);
    Graph graph = random.graph(6);
    List<Array> inputs = random.inputs(graph, n, m);
    List<Array> direction = random.inputs(graph, n, m);
    Numbers.checked(graph);
    Pipeline.of(DeadCode.PASS).run(graph);
    Graph grad = Numbers.checked(Grad.of(graph, ALL));
    List<Array> results = Numbers.run(grad, inputs);
    assertEquals(Numbers.run(graph, inputs), results.subList(0, 1));
    double slope = Numbers.paired(direction, results.subList(1, results.size()));
    Numbers.checkTangents(graph, inputs, ALL, direction, List.of(Array.scalar(slope)), 1e-5);
    Graph jvp = Numbers.checked(Jvp.of(graph, ALL));
    List<Array> all = new ArrayList<>(inputs);
    all.addAll(direction);
    Numbers.near(slope, Numbers.run(jvp, all).get(1).getDouble(0), 1e-9, "forward mode");
  }

  @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
  void hessiansAreDifferences(@ForAll long seed) {
    RandomGraphs random = new RandomGraphs(seed);
    Graph graph = random.graph(4);
    List<Array> inputs = random.inputs(graph, 2, 3);
    List<Array> direction = random.inputs(graph, 2, 3);
    Graph grad = Grad.of(graph, ALL).orThrow();
    Graph hvp = Numbers.checked(Jvp.of(grad, ALL));
    List<Array> all = new ArrayList<>(inputs);
    all.addAll(direction);
    List<Array> results = Numbers.run(hvp, all);
    List<Array> tangents = results.subList(grad.outputs().size(), results.size());
    Numbers.checkTangents(grad, inputs, ALL, direction, tangents, 1e-4);
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void batchesAreStacksAndCommuteWithGradients(
      @ForAll long seed, @ForAll @IntRange(max = 3) int size) {
    RandomGraphs random = new RandomGraphs(seed);
    Random choice = new Random(seed);
    Graph grad = Grad.of(random.graph(5), ALL).orThrow();
    List<Boolean> batched = ALL.stream().map(i -> choice.nextBoolean()).toList();
    Dim batch = Dim.of(SizeVar.of("batch"));
    Graph vmap = Numbers.checked(Vmap.of(grad, batched, batch));
    List<List<Array>> elements = new ArrayList<>();
    List<Array> like = random.inputs(grad, 2, 3);
    for (int k = 0; k < size; k++) {
      List<Array> element = new ArrayList<>(like);
      List<Array> other = random.inputs(grad, 2, 3);
      ALL.stream().filter(batched::get).forEach(i -> element.set(i, other.get(i)));
      elements.add(element);
    }
    List<Array> inputs = new ArrayList<>(like);
    for (int i : ALL) {
      if (batched.get(i)) {
        inputs.set(i, Stacks.stack(like.get(i), elements.stream().map(e -> e.get(i)).toList()));
      }
    }
    List<List<Array>> expected = elements.stream().map(e -> Numbers.run(grad, e)).toList();
    if (!batched.contains(true)) {
      return;
    }
    List<Array> actual = Numbers.run(vmap, inputs);
    List<Array> one = Numbers.run(grad, like);
    for (int k = 0; k < one.size(); k++) {
      int output = k;
      Array stacked = Stacks.stack(one.get(k), expected.stream().map(e -> e.get(output)).toList());
      Numbers.near(stacked, actual.get(k), 1e-10, "output " + k);
    }
  }

  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void spoiltTextIsNeverAnException(@ForAll long seed, @ForAll @IntRange(max = 4) int changes) {
    String text = TEXTS.get(Math.floorMod(seed, TEXTS.size()));
    Random random = new Random(seed);
    StringBuilder spoilt = new StringBuilder(text);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(spoilt.length());
      String pieces = "%{}[]():,=\"`.?0-9 nx\n#//*";
      int piece = random.nextInt(pieces.length());
      switch (random.nextInt(3)) {
        case 0 -> spoilt.deleteCharAt(at);
        case 1 -> spoilt.insert(at, pieces.charAt(piece));
        default -> spoilt.setCharAt(at, pieces.charAt(piece));
      }
    }
    switch (GraphReader.read(spoilt.toString())) {
      case GraphReader.Result.Read r -> Numbers.readsBack(r.graph());
      case GraphReader.Result.Failed f -> assertTrue(f.line() > 0 && f.column() > 0);
    }
    if (changes == 0) {
      assertInstanceOf(GraphReader.Result.Read.class, GraphReader.read(text));
    }
  }
}
