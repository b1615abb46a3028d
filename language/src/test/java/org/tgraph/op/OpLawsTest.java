package org.tgraph.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tgraph.array.Array;
import org.tgraph.type.Dim;
import org.tgraph.type.Inferred;
import org.tgraph.type.TensorType;

/** What holds of every operation, tried on random operands and on those of the NumPy cases. */
class OpLawsTest {
  private static final int ATTEMPTS = 100;

  /** How often to look for operands of an operation that takes few types. */
  private static final int PATIENCE = 20_000;

  @TestFactory
  Stream<DynamicTest> inferredTypesAreThoseOfTheResults() {
    return Ops.ALL.stream()
        .map(op -> DynamicTest.dynamicTest(op.name(), () -> typesOnRandomOperands(op)));
  }

  private static void typesOnRandomOperands(Op op) {
    Operands operands = new Operands(new Random(op.name().hashCode()));
    int results = 0;
    for (int attempt = 0; attempt < ATTEMPTS || results == 0 && attempt < PATIENCE; attempt++) {
      List<TensorType> types = operands.types(op.signature());
      if (op.infer(types) instanceof Inferred.Types inferred) {
        try {
          checkTypes(inferred.types(), op.evaluate(operands.values(op, types)));
          results++;
        } catch (EvaluationProblem problem) {
          assertTrue(!problem.getMessage().isEmpty());
        }
      }
    }
    assertTrue(results > 0, "no operands were found that it takes");
  }

  private static void checkTypes(List<TensorType> inferred, List<Array> results) {
    assertEquals(inferred.size(), results.size(), "number of results");
    for (int i = 0; i < inferred.size(); i++) {
      TensorType expected = inferred.get(i);
      TensorType actual = results.get(i).type();
      assertEquals(expected.element(), actual.element());
      assertEquals(expected.rank(), actual.rank());
      for (int axis = 0; axis < expected.rank(); axis++) {
        if (expected.dim(axis).constant().isPresent()) {
          assertEquals(expected.dim(axis), actual.dim(axis), "axis " + axis);
        }
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> aBatchGivesTheStackOfTheResults() {
    return Ops.ALL.stream()
        .map(op -> DynamicTest.dynamicTest(op.name(), () -> batchesOfRandomOperands(op)));
  }

  private static void batchesOfRandomOperands(Op op) {
    Random random = new Random(op.name().hashCode());
    Operands operands = new Operands(random);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      List<TensorType> types = operands.types(op.signature());
      if (op.infer(types) instanceof Inferred.Types inferred) {
        List<List<Array>> batch = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
          batch.add(operands.values(op, types));
        }
        check(op, batch, Batches.difference(op, batch));
        checkEmpty(op, batch.get(0), inferred.types());
      }
    }
  }

  private static void check(Op op, List<List<Array>> batch, Optional<String> difference) {
    assertTrue(difference.isEmpty(), () -> op + " of " + batch + ": " + difference.get());
  }

  /** A batch of size 0, which holds no operands to compare with. */
  private static void checkEmpty(Op op, List<Array> one, List<TensorType> types) {
    List<Array> none = new ArrayList<>();
    for (Array operand : one) {
      none.add(Array.zeros(operand.dtype(), operand.type().shape().insert(0, Dim.ZERO).values()));
    }
    List<Boolean> all = one.stream().map(x -> true).toList();
    try {
      checkTypes(
          types.stream().map(t -> t.withShape(t.shape().insert(0, Dim.ZERO))).toList(),
          Batches.batched(op, none, all, 0));
    } catch (NotBatchable | EvaluationProblem noResult) {
      assertTrue(!noResult.getMessage().isEmpty());
    }
  }

  @TestFactory
  Stream<DynamicTest> batchesOfNumpyCases() {
    return NumpyCase.names().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> batchesOfNumpyCases(name)));
  }

  private static void batchesOfNumpyCases(String name) {
    for (NumpyCase c : NumpyCase.read(name)) {
      List<TensorType> types = c.operands().stream().map(Array::type).toList();
      checkTypes(c.op().infer(types).orThrow(name), c.results());
      List<List<Array>> batch =
          List.of(c.operands(), c.operands().stream().map(Batches::reversed).toList());
      check(c.op(), batch, Batches.difference(c.op(), batch));
    }
  }

  @Test
  void namesAreUniqueAndPlain() {
    Set<String> names = new TreeSet<>();
    for (Op op : Ops.ALL) {
      assertTrue(names.add(op.name()), op.name());
      assertTrue(op.name().matches("[a-z][a-z0-9_]*"), op.name());
    }
  }

  /** Those that hold graphs are tested with the graphs they hold. */
  @Test
  void everyOperationIsComparedWithNumpy() {
    Set<String> missing = new TreeSet<>();
    for (Op op : Ops.ALL) {
      if (op.graphs().isEmpty()) {
        missing.add(op.name());
      }
    }
    NumpyCase.names().forEach(missing::remove);
    assertEquals(Set.of(), missing);
  }

  /** An operation that is not in the list would not be found by a reader of graphs. */
  @Test
  void allOperationsAreListed() throws IOException, URISyntaxException, ClassNotFoundException {
    Set<String> listed =
        Ops.ALL.stream().map(op -> op.getClass().getName()).collect(Collectors.toSet());
    Path classes = Path.of(Op.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Path> files;
    try (Stream<Path> walk = Files.walk(classes.resolve("org/tgraph/op"))) {
      files = walk.filter(f -> f.toString().endsWith(".class")).toList();
    }
    for (Path file : files) {
      String name = classes.relativize(file).toString().replace('/', '.').replace(".class", "");
      Class<?> type = Class.forName(name);
      if (Op.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
        assertTrue(listed.contains(name), name + " is not in Ops.ALL");
        assertTrue(type.isRecord(), name + " is not a record");
      }
    }
  }
}
