package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.tgraph.array.Array;
import org.tgraph.backend.nativecode.llvm.Registers;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.backend.nativecode.loop.Var;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Origin;
import org.tgraph.graph.Value;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;

/**
 * A graph as loop code, and what a call of it needs. Code and caller share a frame of slots of 8
 * bytes: {@link #CANCELLED}, {@link #MEMORY}, {@link #REACHED}, {@link #ROOM}, {@link #ADVISE},
 * {@link #LEAST}, the details of a failure, then what is listed here.
 *
 * @param statements what one call does
 * @param inputs for each input of the graph, the slot for the address of its elements
 * @param outputs for each output, where it will be
 * @param sizes the slots of the sizes that the caller knows
 * @param counted the slots of the sizes that the code counts
 * @param constants the slots of the addresses of constants
 * @param hosted the equations that are left to the definitions of their operations, if only where
 *     OpenBLAS is not there
 * @param places where the equations come from, by the numbers that the code has for them
 * @param functions the slots of the addresses of OpenBLAS's functions, 0 where it is not there
 * @param plan what is kept in memory and what is computed on the way there, in order
 * @param slots how many there are
 */
public record Program(
    List<Statement> statements,
    List<Integer> inputs,
    List<Output> outputs,
    Map<SizeVar, Integer> sizes,
    Map<SizeVar, Integer> counted,
    Map<Integer, Array> constants,
    List<Failure> failures,
    List<Hosted> hosted,
    List<Origin> places,
    Map<Integer, String> functions,
    List<Planned> plan,
    int slots) {
  /** Not 0 where the caller wants the call to end. */
  public static final int CANCELLED = 0;

  /** The first block of memory that the code has got and not released. */
  public static final int MEMORY = 1;

  /** The number of the place that the code has reached. */
  public static final int REACHED = 2;

  /** How many bytes the code may still get. */
  public static final int ROOM = 3;

  /** Linux's {@code madvise}, by which the code asks for large pages; 0 where there is none. */
  public static final int ADVISE = 4;

  /** The least {@link #ROOM} that there was. */
  public static final int LEAST = 5;

  /** The first of the numbers that say more of a failure. */
  public static final int DETAILS = 6;

  /** What to call for the equations that are {@link #hosted}. */
  public static final int HOST = DETAILS + Failure.DETAILS;

  /** What to call to have a loop shared among threads; 0 if there is one thread. */
  public static final int SHARE = HOST + 1;

  /** The first slot for what is listed. */
  static final int FIRST = SHARE + 1;

  /** Where the elements of an output are. */
  public sealed interface Output {
    /** It is an input. */
    record Input(int index) implements Output {}

    /** It is the same as an earlier output. */
    record Same(int index) implements Output {}

    /** In memory of the caller, whose address is in the slot. */
    record Given(int slot) implements Output {}

    /** In memory of the code, which leaves the address in the slot. */
    record Left(int slot) implements Output {}
  }

  public Program {
    statements = List.copyOf(statements);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    sizes = Map.copyOf(sizes);
    counted = Map.copyOf(counted);
    constants = Map.copyOf(constants);
    failures = List.copyOf(failures);
    hosted = List.copyOf(hosted);
    places = List.copyOf(places);
    functions = Map.copyOf(functions);
    plan = List.copyOf(plan);
  }

  /** Whether threads may share the work of a loop. */
  public boolean isShared() {
    return isShared(statements);
  }

  private static boolean isShared(List<Statement> statements) {
    return statements.stream()
        .anyMatch(s ->
            switch (s) {
              case Statement.Kernel k -> k.shared().filter(loop -> !loop.isNever()).isPresent();
              case Statement.For f -> isShared(f.body());
              case Statement.While w -> isShared(w.test()) || isShared(w.body());
              case Statement.If i -> isShared(i.then()) || isShared(i.otherwise());
              default -> false;
            });
  }

  /**
   * @param memory that of the results of an equation
   * @param released what is over after it
   * @param pass that of the first result that is computed in the same loop, if there is another
   * @param isByRows whether it is computed for a few rows at a time
   */
  record Done(
      List<Buffer> memory, List<Buffer> released, Optional<Buffer> pass, boolean isByRows) {}

  /** What is collected while the code is written. */
  static final class Maker {
    private final List<Failure> failures = new ArrayList<>();
    private final List<Origin> places = new ArrayList<>();
    private final Map<Integer, Array> constants = new HashMap<>();
    private final List<Hosted> hosted = new ArrayList<>();
    private final Map<String, Integer> functions = new HashMap<>();
    private final List<Planned> plan = new ArrayList<>();
    private final Set<Equation> inBlocks = Collections.newSetFromMap(new IdentityHashMap<>());
    private int depth;
    private final Registers registers;
    private int slots = FIRST;

    Maker(Registers registers) {
      this.registers = registers;
    }

    /** The vectors of the processor that the code is for. */
    Registers registers() {
      return registers;
    }

    /** Writes down what is done; what is inside of it comes after it. */
    void planned(Equation equation, List<Equation> onTheWay, Runnable inside, Supplier<Done> done) {
      int at = plan.size();
      depth++;
      inside.run();
      depth--;
      Done what = done.get();
      int steps = inBlocks.contains(equation) ? StepBlock.STEPS : 1;
      plan.add(
          at,
          new Planned(
              depth,
              equation,
              onTheWay,
              what.memory(),
              what.released(),
              what.pass(),
              steps,
              what.isByRows()));
    }

    /** Writes down that some steps of a loop are done at once, and not how one is done. */
    void plannedInBlocks(Equation loop, Runnable step) {
      inBlocks.add(loop);
      int size = plan.size();
      step.run();
      plan.subList(size, plan.size()).clear();
    }

    /** The slot of the address of a function of OpenBLAS. */
    int function(String name) {
      return functions.computeIfAbsent(name, n -> slot());
    }

    private Map<Integer, String> functionsBySlot() {
      Map<Integer, String> names = new HashMap<>();
      functions.forEach((name, slot) -> names.put(slot, name));
      return names;
    }

    /** The number of an equation that is left to its definition. */
    int host(Hosted equation) {
      hosted.add(equation);
      return hosted.size() - 1;
    }

    List<Failure> failures() {
      return failures;
    }

    /** The number of a place. */
    int place(Origin origin) {
      if (places.isEmpty() || !places.getLast().equals(origin)) {
        places.add(origin);
      }
      return places.size() - 1;
    }

    int slot() {
      return slots++;
    }

    /** The slot of the address of a constant's elements. */
    int constant(Array elements) {
      int slot = slot();
      constants.put(slot, elements);
      return slot;
    }
  }

  /** Lowers a graph for which there are no gaps, for any processor. */
  public static Program of(Graph graph) {
    return of(graph, Registers.NARROW);
  }

  /**
   * The same for one processor.
   *
   * @param registers of the processor that the code is for
   */
  public static Program of(Graph graph, Registers registers) {
    Maker maker = new Maker(registers);
    LoopBuilder b = new LoopBuilder();
    Map<SizeVar, Integer> sizes = new HashMap<>();
    Map<SizeVar, Atom> known = new HashMap<>();
    for (SizeVar var : graph.sizes()) {
      Var value = b.variable(DType.I64);
      sizes.put(var, maker.slot());
      known.put(var, value);
      b.add(new Statement.Given(value, sizes.get(var)));
    }
    List<Integer> inputs = new ArrayList<>();
    List<Buffer> memory = new ArrayList<>();
    for (Value input : graph.inputs()) {
      inputs.add(maker.slot());
      memory.add(argument(b, input, inputs.getLast()));
    }
    Block block = new Block(b, maker, new SizeCode(b, known));
    List<Output> outputs = outputs(graph, maker, Set.copyOf(sizes.keySet()));
    List<Value> written = new ArrayList<>();
    List<Buffer> destinations = new ArrayList<>();
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      switch (outputs.get(i)) {
        case Output.Given g -> {
          written.add(graph.outputs().get(i));
          destinations.add(argument(b, graph.outputs().get(i), g.slot()));
        }
        case Output.Left l -> left.add(i);
        case Output.Input input -> {}
        case Output.Same same -> {}
      }
    }
    left.forEach(i -> written.add(graph.outputs().get(i)));
    block.lower(new Graph(graph.inputs(), graph.body(), written), memory, destinations);
    for (int i : left) {
      int slot = ((Output.Left) outputs.get(i)).slot();
      b.add(new Statement.Leave(slot, block.memory(graph.outputs().get(i))));
    }
    Map<SizeVar, Integer> counted = new HashMap<>();
    for (SizeVar var : graph.counted()) {
      counted.put(var, maker.slot());
      b.add(new Statement.Give(counted.get(var), block.sizes.of(Dim.of(var))));
    }
    return new Program(
        b.statements(),
        inputs,
        outputs,
        sizes,
        counted,
        maker.constants,
        maker.failures,
        maker.hosted,
        maker.places,
        maker.functionsBySlot(),
        maker.plan,
        maker.slots);
  }

  private static Buffer argument(LoopBuilder b, Value value, int slot) {
    Buffer buffer = b.buffer(value.type().dtype());
    b.add(new Statement.Argument(buffer, slot));
    return buffer;
  }

  private static List<Output> outputs(Graph graph, Maker maker, Set<SizeVar> known) {
    List<Output> outputs = new ArrayList<>();
    for (Value output : graph.outputs()) {
      int input = graph.inputs().indexOf(output);
      int same = graph.outputs().indexOf(output);
      Set<SizeVar> open = new HashSet<>();
      output.shape().dims().forEach(d -> open.addAll(d.variables()));
      open.removeAll(known);
      outputs.add(
          input >= 0
              ? new Output.Input(input)
              : same < outputs.size()
                  ? new Output.Same(same)
                  : open.isEmpty()
                      ? new Output.Given(maker.slot())
                      : new Output.Left(maker.slot()));
    }
    return outputs;
  }
}
