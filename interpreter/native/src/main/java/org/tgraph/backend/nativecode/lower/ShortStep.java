package org.tgraph.backend.nativecode.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tgraph.graph.Equation;
import org.tgraph.graph.Graph;
import org.tgraph.graph.GraphBuilder;
import org.tgraph.graph.Value;
import org.tgraph.op.control.Scan;
import org.tgraph.op.pointwise.Add;
import org.tgraph.op.pointwise.Divide;
import org.tgraph.op.pointwise.Formula;
import org.tgraph.op.pointwise.Multiply;
import org.tgraph.op.pointwise.Sqrt;
import org.tgraph.op.pointwise.Subtract;
import org.tgraph.type.DType;

/**
 * A step of a loop with a shorter way from the state to the next one, which is what the steps wait
 * for:
 *
 * <ul>
 *   <li>Of a state that is a square root, and of which the next one takes only the square, what is
 *       under the root goes from step to step.
 *   <li>What a state is multiplied and divided by, one after the other, is one factor, which no
 *       state is needed for.
 *   <li>A product to which something is added is rounded together with the sum.
 * </ul>
 *
 * <p>All are the same but for rounding, as long as nothing under a root is negative, nor a factor
 * beyond the range of its type, which has to be looked at.
 *
 * @param step with what is under the roots in place of the states that are such
 * @param roots by their numbers
 * @param factors that have to be finite
 * @param isFused whether any product is rounded with a sum
 */
record ShortStep(Graph step, Map<Integer, Root> roots, List<Value> factors, boolean isFused) {
  /**
   * @param state the root before the step, as it is made of the input
   * @param next the root after it, as it is made of the output
   */
  record Root(Value state, Value next) {}

  static ShortStep of(Scan scan, StepParts parts) {
    return new Maker(scan, parts).make();
  }

  /** Whether it has to be looked at whether it is the same. */
  boolean isChecked() {
    return !roots.isEmpty() || !factors.isEmpty();
  }

  /** What a value is, as a product: {@code base * times… / by…}. */
  private record Product(Value base, List<Value> times, List<Value> by) {
    Product with(boolean divides, Value factor) {
      List<Value> times = new ArrayList<>(this.times);
      List<Value> by = new ArrayList<>(this.by);
      (divides ? by : times).add(factor);
      return new Product(base, times, by);
    }

    /** Whether it takes longer than a product of two. */
    boolean isLong() {
      return times.size() > 1 || !by.isEmpty();
    }
  }

  private static final class Maker {
    private final Graph step;
    private final StepParts parts;
    private final Map<Value, Product> products = new IdentityHashMap<>();

    /** The roots among the states, by number. */
    private final Map<Integer, Equation> roots = new HashMap<>();

    private final Set<Value> wanted = Collections.newSetFromMap(new IdentityHashMap<>());

    /** By the sums, the products that they are rounded with. */
    private final Map<Equation, Equation> fused = new IdentityHashMap<>();

    private final List<Value> finite = new ArrayList<>();
    private final GraphBuilder b = new GraphBuilder();
    private final Map<Value, Value> now = new IdentityHashMap<>();

    /** By the roots, what is under them. */
    private final Map<Value, Value> squares = new IdentityHashMap<>();

    Maker(Scan scan, StepParts parts) {
      this.step = scan.body();
      this.parts = parts;
      parts.core.forEach(this::addProduct);
      for (int i = 0; i < scan.carries(); i++) {
        if (!parts.sums.containsKey(i)) {
          wanted.add(step.outputs().get(i));
          addRoot(i);
        }
      }
      for (Equation equation : parts.core) {
        if (!products.containsKey(equation.results().get(0))) {
          wanted.addAll(equation.operands());
        }
      }
      parts.core.forEach(this::addFused);
      wanted.removeIf(v -> !products.containsKey(v) || !products.get(v).isLong());
    }

    private void addRoot(int number) {
      Value state = step.inputs().get(number);
      Value next = step.outputs().get(number);
      List<Equation> uses = parts.core.stream().filter(e -> e.operands().contains(state)).toList();
      Optional<Equation> root =
          parts.core.stream()
              .filter(e -> e.op() instanceof Sqrt && e.result() == next && isFloat(next))
              .findFirst();
      if (root.isPresent() && !uses.isEmpty() && uses.stream().allMatch(e -> isSquare(e, state))) {
        roots.put(number, root.get());
      }
    }

    private static boolean isSquare(Equation equation, Value x) {
      return equation.op() instanceof Multiply
          && equation.operands().stream().allMatch(v -> v == x);
    }

    private static boolean isFloat(Value value) {
      return value.type().element() instanceof DType type && type.isFloat();
    }

    private void addProduct(Equation equation) {
      boolean divides = equation.op() instanceof Divide;
      if (!divides && !(equation.op() instanceof Multiply) || !isFloat(equation.result())) {
        return;
      }
      Value x = equation.operands().get(0);
      Value y = equation.operands().get(1);
      boolean isFirst = parts.isVarying(x);
      Value base = isFirst ? x : y;
      Value factor = isFirst ? y : x;
      if (!parts.isVarying(base) || !parts.isFree(factor) || divides && !isFirst) {
        return;
      }
      Product before = products.getOrDefault(base, new Product(base, List.of(), List.of()));
      products.put(equation.result(), before.with(divides, factor));
    }

    /** Finds the product that a sum, or difference, is rounded with. */
    private void addFused(Equation sum) {
      boolean subtracts = sum.op() instanceof Subtract;
      if (!subtracts && !(sum.op() instanceof Add) || !isFloat(sum.result())) {
        return;
      }
      for (int i = 0; i < 2; i++) {
        Value x = sum.operands().get(i);
        Value other = sum.operands().get(1 - i);
        Optional<Equation> product =
            parts.core.stream()
                .filter(e -> e.results().contains(x) && e.op() instanceof Multiply)
                .filter(e -> parts.isVarying(x) && !isSquareOfRoot(e))
                .findFirst();
        boolean isOnce =
            x != other
                && !step.outputs().contains(x)
                && step.body().stream().filter(e -> e.operands().contains(x)).count() == 1;
        boolean hasSign = !subtracts || (i == 0 ? parts.isFree(other) : products.containsKey(x));
        if (product.isPresent() && isOnce && hasSign) {
          fused.put(sum, product.get());
          return;
        }
      }
    }

    private boolean isSquareOfRoot(Equation equation) {
      return roots.keySet().stream().anyMatch(i -> isSquare(equation, step.inputs().get(i)));
    }

    ShortStep make() {
      for (int i = 0; i < step.inputs().size(); i++) {
        Value input = step.inputs().get(i);
        Value here = b.input(input.type(), input.hint());
        if (roots.containsKey(i)) {
          b.at(roots.get(i).origin());
          squares.put(input, here);
          now.put(input, b.one(new Sqrt(), here));
        } else {
          now.put(input, here);
        }
      }
      for (Equation equation : step.body()) {
        b.at(equation.origin());
        Value result = equation.results().get(0);
        if (isSquareOfRoot(equation)) {
          now.put(result, squares.get(equation.operands().get(0)));
        } else if (fused.containsKey(equation)) {
          now.put(result, fused(equation, fused.get(equation)));
        } else if (wanted.contains(result)) {
          now.put(result, b.emit(new Multiply(), factors(equation)).get(0));
        } else if (!fused.containsValue(equation)) {
          List<Value> results =
              b.emit(equation.op(), equation.operands().stream().map(now::get).toList());
          for (int i = 0; i < results.size(); i++) {
            now.put(equation.results().get(i), results.get(i));
          }
        }
      }
      List<Value> outputs = new ArrayList<>();
      Map<Integer, Root> found = new HashMap<>();
      for (int i = 0; i < step.outputs().size(); i++) {
        Equation root = roots.get(i);
        outputs.add(now.get(root == null ? step.outputs().get(i) : root.operands().get(0)));
        if (root != null) {
          found.put(i, new Root(now.get(step.inputs().get(i)), now.get(root.result())));
        }
      }
      Graph graph = new Graph(b.build(outputs).inputs(), b.body(), outputs);
      return new ShortStep(graph, found, finite, !fused.isEmpty());
    }

    private Value fused(Equation sum, Equation product) {
      List<Value> factors = new ArrayList<>(factors(product));
      boolean isFirst = sum.operands().get(0) == product.result();
      Value other = now.get(sum.operands().get(isFirst ? 1 : 0));
      if (sum.op() instanceof Subtract && isFirst) {
        other = Formula.negative(b, other);
      } else if (sum.op() instanceof Subtract) {
        factors.set(1, Formula.negative(b, factors.get(1)));
      }
      return b.one(new FusedMultiplyAdd(), factors.get(0), factors.get(1), other);
    }

    /** What is multiplied, with what needs no state last if there is such. */
    private List<Value> factors(Equation equation) {
      Product product = products.get(equation.result());
      if (product == null) {
        return equation.operands().stream().map(now::get).toList();
      }
      Value factor = factor(product);
      if (product.isLong()) {
        finite.add(factor);
      }
      return List.of(now.get(product.base), factor);
    }

    private Value factor(Product product) {
      Optional<Value> times = product(product.times);
      Optional<Value> by = product(product.by);
      if (by.isEmpty()) {
        return times.orElseThrow();
      }
      return times.isPresent()
          ? b.one(new Divide(), times.get(), by.get())
          : Formula.reciprocal(b, by.get());
    }

    private Optional<Value> product(List<Value> factors) {
      return factors.stream().map(now::get).reduce((x, y) -> b.one(new Multiply(), x, y));
    }
  }
}
