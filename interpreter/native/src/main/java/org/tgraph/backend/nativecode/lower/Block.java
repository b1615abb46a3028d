package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tgraph.array.Array;
import org.tgraph.backend.nativecode.loop.Atom;
import org.tgraph.backend.nativecode.loop.Buffer;
import org.tgraph.backend.nativecode.loop.Cell;
import org.tgraph.backend.nativecode.loop.Statement;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.SizeProblems;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.op.control.ControlFlow;
import org.tgraph.op.create.Constant;
import org.tgraph.op.fourier.Dft;
import org.tgraph.op.index.LastWrite;
import org.tgraph.op.index.Nonzero;
import org.tgraph.op.index.RepeatedPlaces;
import org.tgraph.op.index.ScatterAdd;
import org.tgraph.op.layout.Concat;
import org.tgraph.op.layout.Pad;
import org.tgraph.op.linalg.MatMul;
import org.tgraph.op.reduce.Reduction;
import org.tgraph.op.sort.ArgSort;
import org.tgraph.op.special.BetaIncSlopes;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Shape;
import org.tgraph.type.TensorType;

/**
 * Lowers the equations of one graph, in order: the whole, or that of a branch or of a step of a
 * loop. Memory is released after its last use.
 */
final class Block {
  private static final double FEW = 4096;

  /** The elements of a row from which on it pays to do all that is done with it at once. */
  private static final double LONG = 64;

  /** What takes less for a number is no loss where it is not done for several at once. */
  private static final int CHEAP = 20;

  final LoopBuilder b;
  final Program.Maker program;
  final SizeCode sizes;
  final Elements elements;
  final Loops loops;
  final Checks checks;
  private final RowLoops rowLoops;
  private final Map<Value, Cell> signs;
  private final Map<Value, Buffer> buffers = new IdentityHashMap<>();
  private final Map<Value, Equation> definitions = new IdentityHashMap<>();
  private Updates updates = Updates.none();
  private SharedPasses passes = SharedPasses.none();
  private final Map<Value, Buffer> destinations = new IdentityHashMap<>();

  /** The outputs that there are no destinations for. */
  private final Set<Value> outliving = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Which values share memory, one after the other. */
  private InPlace inPlace = InPlace.none();

  private Set<Value> unsigned = Set.of();
  private Map<Value, Integer> lastReads = Map.of();

  /** Memory that this block has got, and has to give back, by the last value that is in it. */
  private final Map<Value, Buffer> owned = new IdentityHashMap<>();

  Block(LoopBuilder b, Program.Maker program, SizeCode sizes) {
    this(b, program, sizes, Map.of());
  }

  private Block(LoopBuilder b, Program.Maker program, SizeCode sizes, Map<Value, Cell> signs) {
    this.b = b;
    this.signs = signs;
    this.program = program;
    this.sizes = sizes;
    this.elements = new Elements(b, sizes, buffers, definitions);
    this.loops = new Loops(b, sizes, elements);
    this.rowLoops = new RowLoops(b);
    this.checks = new Checks(b, sizes, elements, loops, program.failures());
  }

  /**
   * @param inputs memory of the inputs, under names of this block
   * @param outputs memory for the first outputs; the others stay in memory of this block, which
   *     whoever asks for them releases
   */
  void lower(Graph graph, List<Buffer> inputs, List<Buffer> outputs) {
    lower(BlockPlan.of(graph), inputs, outputs);
  }

  /** The same where what is to be done is decided; what is in place has one memory. */
  void lower(BlockPlan plan, List<Buffer> inputs, List<Buffer> outputs) {
    Graph graph = plan.graph();
    for (int i = 0; i < inputs.size(); i++) {
      buffers.put(graph.inputs().get(i), inputs.get(i));
    }
    List<Integer> copied = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      Value output = graph.outputs().get(i);
      if (buffers.containsKey(output) || destinations.containsKey(output)) {
        copied.add(i);
      } else {
        destinations.put(output, outputs.get(i));
      }
    }
    outliving.addAll(graph.outputs().subList(outputs.size(), graph.outputs().size()));
    equations(plan);
    for (int i : copied) {
      if (outputs.get(i) != memory(graph.outputs().get(i))) {
        copy(outputs.get(i), graph.outputs().get(i));
      }
    }
    outliving.forEach(owned::remove);
    release(List.copyOf(owned.values()));
  }

  private void equations(BlockPlan plan) {
    Graph graph = plan.graph();
    Set<Value> kept = plan.kept();
    lastReads = plan.lastReads();
    definitions.putAll(plan.definitions());
    inPlace = plan.inPlace();
    updates = plan.updates();
    passes = plan.passes();
    unsigned = plan.unsigned();
    Map<Equation, RowBlocks.Group> groups = RowBlocks.of(plan);
    for (int i = 0; i < graph.body().size(); i++) {
      Equation equation = graph.body().get(i);
      if (groups.containsKey(equation)) {
        RowBlocks.Group group = groups.get(equation);
        equations(graph.body().subList(i, group.end() + 1), group, kept);
        i = group.end();
      } else {
        equation(equation, kept, i);
      }
    }
  }

  /** Those of a group, behind what stands between them. */
  private void equations(List<Equation> all, RowBlocks.Group group, Set<Value> kept) {
    for (Equation equation : all) {
      if (group.members().contains(equation)) {
        checks.before(equation);
      } else {
        equation(equation, kept, -1);
      }
    }
    rowLoops.close();
    b.add(new Statement.Reach(program.place(group.members().get(0).origin())));
    RowBlockCode code = new RowBlockCode(this, group);
    for (Equation member : group.members()) {
      if (!group.partial().containsKey(member.result())) {
        allocate(member.result(), member);
        buffers.remove(member.result());
      }
    }
    b.branch(code.pays(), code::lower, () -> oneAfterTheOther(group, kept));
    Equation last = group.members().getLast();
    Buffer loop = code.memory(group.members().get(0).result());
    for (Equation member : group.members()) {
      program.planned(
          member,
          onTheWay(member, kept),
          () -> {},
          () ->
              new Program.Done(
                  List.of(code.memory(member.result())),
                  member == last ? release(group.end()) : List.of(),
                  member == group.members().get(0) ? Optional.empty() : Optional.of(loop),
                  true));
    }
  }

  /** The members of a group as if they were none. */
  private void oneAfterTheOther(RowBlocks.Group group, Set<Value> kept) {
    for (Equation member : group.members()) {
      int before = b.now().size();
      compute(member);
      joinRows(member, before, kept);
    }
    rowLoops.close();
    List<Buffer> over = new ArrayList<>();
    group
        .partial()
        .forEach((value, last) -> {
          buffers.remove(value);
          if (owned.containsKey(last)) {
            over.add(owned.remove(last));
          }
        });
    release(over);
  }

  /**
   * @param now after which equation memory is released
   */
  private void equation(Equation equation, Set<Value> kept, int now) {
    if (!updates.isRead(equation)) {
      checks.before(equation);
    }
    if (equation.results().stream().noneMatch(kept::contains)) {
      release(now);
      return;
    }
    if (mayTakeLong(equation)) {
      b.add(new Statement.Reach(program.place(equation.origin())));
    }
    program.planned(
        equation,
        onTheWay(equation, kept),
        () -> {
          int before = b.now().size();
          compute(equation);
          joinRows(equation, before, kept);
        },
        () ->
            new Program.Done(
                equation.results().stream().filter(buffers::containsKey).map(buffers::get).toList(),
                release(now),
                pass(equation),
                false));
  }

  /** The memory of the first result that is computed in the same loop, if there is another. */
  private Optional<Buffer> pass(Equation equation) {
    Equation first = passes.of(equation).get(0);
    return first == equation ? Optional.empty() : Optional.of(memory(first.result()));
  }

  /** Puts the loop that was written into the one before, where that is over the same rows. */
  private void joinRows(Equation equation, int before, Set<Value> kept) {
    if (equation.results().size() != 1) {
      rowLoops.close();
      return;
    }
    List<Dim> dims = equation.result().shape().dims();
    Value x = equation.op() instanceof Reduction ? equation.operands().get(0) : equation.result();
    boolean mayBe =
        !dims.isEmpty()
            && !isShort(x.shape())
            && mayTakeLong(equation)
            && buffers.containsKey(equation.result())
            && (dims.subList(1, dims.size()).stream().allMatch(d -> d.is(1))
                || equation.op() instanceof Reduction
                || !elements.isFlat(equation));
    if (!mayBe) {
      rowLoops.close();
      return;
    }
    RowReads reads = new RowReads(equation, 0, kept, definitions);
    Set<Buffer> others =
        reads.others.stream()
            .filter(buffers::containsKey)
            .map(buffers::get)
            .collect(Collectors.toSet());
    int cost =
        onTheWay(equation, kept).stream().mapToInt(e -> Pointwise.cost(e.op())).sum()
            + Pointwise.cost(equation.op());
    rowLoops.add(
        equation.result(),
        before,
        sizes.of(dims.get(0)),
        cost < CHEAP,
        reads,
        buffers.get(equation.result()),
        others);
  }

  /** Whether rows are known to have few elements, for which a loop of their own is faster. */
  private static boolean isShort(Shape shape) {
    double length = 1;
    for (Dim dim : shape.dims().subList(1, shape.rank())) {
      length *= dim.constant().orElse(Long.MAX_VALUE);
    }
    return length > 1 && length < LONG;
  }

  /** What is not kept and is computed where the equation is. */
  private List<Equation> onTheWay(Equation equation, Set<Value> kept) {
    Set<Equation> found = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Equation> inOrder = new ArrayList<>();
    collect(equation, kept, found, inOrder);
    return inOrder;
  }

  private void collect(
      Equation equation, Set<Value> kept, Set<Equation> found, List<Equation> inOrder) {
    for (Value operand : equation.operands()) {
      Equation definition = definitions.get(operand);
      if (definition != null && !kept.contains(operand) && found.add(definition)) {
        collect(definition, kept, found, inOrder);
        inOrder.add(definition);
      }
    }
  }

  /** Whether it is worth saying that it is reached; in a step with few numbers that would cost. */
  private static boolean mayTakeLong(Equation equation) {
    return equation.op() instanceof ControlFlow
        || Stream.concat(equation.operands().stream(), equation.results().stream())
            .anyMatch(v ->
                v.shape().dims().stream()
                        .mapToDouble(d -> d.constant().orElse(Long.MAX_VALUE))
                        .reduce(1, (x, y) -> x * y)
                    > FEW);
  }

  /** What nothing reads any more. */
  private List<Buffer> release(int now) {
    List<Value> over = new ArrayList<>();
    owned.forEach((value, memory) -> {
      if (lastReads.getOrDefault(value, -1) <= now) {
        over.add(value);
      }
    });
    return release(over.stream().map(owned::remove).toList());
  }

  /** In an order that is the same each time, so that the code is, and is found in the cache. */
  private List<Buffer> release(List<Buffer> all) {
    List<Buffer> inOrder = all.stream().sorted(Comparator.comparingInt(Buffer::id)).toList();
    inOrder.forEach(memory -> b.add(new Statement.Release(memory)));
    return inOrder;
  }

  /** Where the elements of a value that is kept are. */
  Buffer memory(Value value) {
    return buffers.get(value);
  }

  /** Whether anything reads the memory of a value. */
  boolean isRead(Value value) {
    return lastReads.containsKey(value);
  }

  /** Whether a result is written over a value. */
  boolean isOver(Value value, Value result) {
    return inPlace.next(value) == result;
  }

  /** The values that certainly have no zero with a sign. */
  Set<Value> unsigned() {
    return unsigned;
  }

  /** Memory for a result, which is written before anything reads it. */
  Buffer allocate(Value result, Equation equation) {
    Value last = inPlace.last(result);
    Buffer memory = destinations.containsKey(last) ? destinations.get(last) : owned.get(last);
    if (memory == null) {
      memory = memory(result.type().dtype(), result.shape(), equation, outliving.contains(last));
      owned.put(last, memory);
    } else {
      // What was loaded from it was another value.
      b.forget(memory);
    }
    buffers.put(result, memory);
    return memory;
  }

  /** Takes a value to be in some memory from now on; null if in none. */
  void set(Value value, Buffer memory) {
    if (memory == null) {
      buffers.remove(value);
    } else {
      buffers.put(value, memory);
    }
  }

  /** The memory of numbers that are known now. */
  Buffer constant(Array numbers) {
    Buffer memory = b.buffer(numbers.dtype());
    b.add(new Statement.Argument(memory, program.constant(numbers)));
    return memory;
  }

  /** Memory that whoever asks for it releases. */
  Buffer scratch(DType element, Shape shape, Equation equation) {
    return memory(element, shape, equation, false);
  }

  /** The same for as many elements as the product of the counts. */
  Buffer scratch(DType element, List<Atom> counts, Equation equation) {
    Shape whole = equation.operands().get(0).shape();
    return memory(element, whole, counts, equation, false);
  }

  private Buffer memory(DType element, Shape shape, Equation equation, boolean outlives) {
    return memory(element, shape, sizes.of(shape.dims()), equation, outlives);
  }

  private Buffer memory(
      DType element, Shape shape, List<Atom> counts, Equation equation, boolean outlives) {
    Buffer memory = b.buffer(element);
    List<TensorType> types = List.of(new TensorType(element, shape));
    int failure = checks.failure(equation, d -> SizeProblems.outOfMemory(types));
    b.add(new Statement.Allocate(memory, counts, outlives, failure));
    return memory;
  }

  /** What computes a value that is not kept. */
  Equation definition(Value value) {
    return definitions.get(value);
  }

  void copy(Buffer to, Value value) {
    b.add(new Statement.Copy(to, memory(value), sizes.product(value.shape().dims())));
  }

  /** The graph of a branch or step, in a block of its own that is being written. */
  Block inner() {
    return inner(Map.of());
  }

  /**
   * That of a step of a loop.
   *
   * @param signs for sums in place, whether what they are added to may have zeros with a sign
   */
  Block inner(Map<Value, Cell> signs) {
    return new Block(b, program, sizes.inner(), signs);
  }

  /** Whether a value that is a sum in place may have zeros with a sign, which a sum has not. */
  Optional<Cell> mayHaveSigns(Value sum) {
    return Optional.ofNullable(signs.get(sum));
  }

  /** A scalar that is kept. */
  Atom scalar(Value value) {
    return elements.at(value, List.of());
  }

  private void compute(Equation equation) {
    Op op = equation.op();
    if (Lowerings.isHosted(equation)) {
      host(equation, equation.results().stream().map(v -> allocate(v, equation)).toList());
      return;
    }
    switch (op) {
      case ControlFlow c -> new Control(this).lower(equation);
      case Constant c when c.value().rank() > 0 -> {
        buffers.put(equation.result(), constant(c.value()));
        Buffer destination = destinations.get(equation.result());
        if (destination != null) {
          copy(destination, equation.result());
        }
      }
      case Op matrices when Matrices.has(matrices) -> Matrices.lower(this, equation);
      case Nonzero n -> new Indexing(this).nonzero(equation, n);
      case RepeatedPlaces r -> new Indexing(this).repeated(equation, r);
      case BetaIncSlopes s -> {
        List<Buffer> to = equation.results().stream().map(v -> allocate(v, equation)).toList();
        loops.fill(to, equation, x -> BetaSlopes.all(b, s.order(), x));
      }
      case Reduction r when Reductions.has(r) -> reduce(equation);
      default -> {
        // Only then is the memory known by the name of the value.
        Buffer to = allocate(equation.result(), equation);
        buffers.remove(equation.result());
        single(to, equation);
        buffers.put(equation.result(), to);
      }
    }
  }

  /** All that are made in the loop of the first of them. */
  private void reduce(Equation equation) {
    List<Equation> pass = passes.of(equation);
    if (pass.get(0) != equation) {
      return;
    }
    List<Buffer> to = new ArrayList<>();
    for (Equation each : pass) {
      to.add(allocate(each.result(), each));
      buffers.remove(each.result());
    }
    new Reductions(this).lower(to, pass);
    for (int i = 0; i < pass.size(); i++) {
      buffers.put(pass.get(i).result(), to.get(i));
    }
  }

  /** Has an equation computed by the definition of its operation. */
  void host(Equation equation, List<Buffer> results) {
    List<Buffer> operands = new ArrayList<>();
    equation.operands().forEach(v -> operands.add(memory(v)));
    Hosted hosted = Hosted.of(equation);
    // What went wrong is told by the definition itself.
    int failure = checks.failure(equation, d -> SizeProblems.outOfMemory(hosted.results()));
    b.add(
        new Statement.Host(
            Program.HOST,
            program.host(hosted),
            operands,
            results,
            sizes.of(hosted.sizes().stream().map(Dim::of).toList()),
            failure));
  }

  private void single(Buffer to, Equation equation) {
    Optional<Update> update = updates.of(equation);
    if (update.isPresent()) {
      new ElementUpdates(this).lower(to, equation, update.get());
      return;
    }
    switch (equation.op()) {
      case Concat c -> loops.concat(to, equation, c);
      case Pad p -> loops.pad(to, equation, p);
      case ScatterAdd s -> new Indexing(this).scatterAdd(to, equation, s);
      case LastWrite w -> new Indexing(this).lastWrite(to, equation, w);
      case ArgSort a -> new Sorting(this).argsort(to, equation, a);
      case Dft d -> new Fourier(this, equation, d).lower(to);
      case MatMul m -> new Products(this).matmul(to, equation);
      default -> loops.fill(to, equation);
    }
  }
}
