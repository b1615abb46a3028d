package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.tgraph.check.Arguments.Argument;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.op.Op;
import org.tgraph.program.Step;
import org.tgraph.source.Span;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.Truth;

/**
 * One call of a function of the prelude: its arguments as what the function needs. An argument that
 * is not what is asked for is reported, and {@link Reported} is thrown.
 *
 * @param at where the name of the function is written
 * @param whole the whole call
 */
public record CallSite(
    Context c, Builtin builtin, Map<String, List<Argument>> arguments, Span at, Span whole) {

  /** The name of the function in backticks. */
  public String called() {
    return "`" + builtin.name() + "`";
  }

  public boolean has(String name) {
    return arguments.containsKey(name) && !(val(name) instanceof Val.Nothing);
  }

  public Val val(String name) {
    return arguments.get(name).get(0).val();
  }

  /** Where the argument is written; the call where it is left out. */
  public Span span(String name) {
    return arguments.containsKey(name) ? arguments.get(name).get(0).span() : whole;
  }

  public Operand operand(String name) {
    return new Operand(val(name), span(name));
  }

  /** All arguments of the parameter that takes the rest. */
  public List<Operand> rest(String name) {
    return arguments.getOrDefault(name, List.of()).stream()
        .map(a -> new Operand(a.val(), a.span()))
        .toList();
  }

  /** The argument as a tensor. */
  public Value tensor(String name) {
    return c.tensors.value(val(name), span(name));
  }

  /**
   * The argument as a tensor of a kind; a bare whole number becomes a float where that is needed.
   */
  public Value tensor(String name, Kind kind) {
    Element element = c.tensors.promote(called(), List.of(operand(name)), at, kind);
    Value value = c.tensors.value(val(name), element, span(name));
    if (!element.isIn(kind)) {
      throw fail(
          Diagnostic.error(
                  Code.TG0401,
                  span(name),
                  "%s needs %s, but this is `%s`."
                      .formatted(called(), Elementwise.words(kind), element))
              .fixIf(
                  kind.holds(Kind.FLOAT) && !element.isIn(Kind.COMPLEX),
                  span(name),
                  "f64(" + span(name).text() + ")"));
    }
    return value;
  }

  /** {@code true} or {@code false}, known before the program runs. */
  public boolean flag(String name, boolean otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    if (val(name) instanceof Val.Flag f) {
      return f.value();
    }
    throw unknown(name, "`true` or `false`");
  }

  /** A whole number or size, known before the program runs. */
  public Dim size(String name) {
    return Operators.size(val(name)).orElseThrow(() -> unknown(name, "a whole number or a size"));
  }

  /** A whole number that is written out. */
  public long number(String name) {
    OptionalLong constant = c.known(size(name)).constant();
    return constant.orElseThrow(() -> unknown(name, "a whole number"));
  }

  public String text(String name) {
    if (val(name) instanceof Val.Str s) {
      return s.text();
    }
    throw unknown(name, "a text in quotes");
  }

  /** An element type: {@code dtype=f32}. */
  public Element element(String name, Element otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    if (val(name) instanceof Val.Conversion v) {
      return v.element();
    }
    throw unknown(name, "an element type such as `f64`");
  }

  private Reported unknown(String name, String what) {
    Val val = val(name);
    String but =
        Tensors.isTensor(val) && what.contains("number")
            ? " that is known before the program runs"
            : ", not " + c.tensors.describe(val);
    return c.fail(
        Diagnostic.error(
                Code.TG0411,
                span(name),
                "`%s` of %s must be %s%s.".formatted(name, called(), what, but))
            .note(called() + " is `" + builtin.signature() + "`"));
  }

  /** A shape: a tuple of sizes, or one size. A part may be {@code -1} if {@code hole} is given. */
  public Shape shape(String name, Optional<Dim> elements) {
    List<Operand> parts = list(name);
    List<Dim> dims = new ArrayList<>();
    int hole = -1;
    for (int i = 0; i < parts.size(); i++) {
      Val part = parts.get(i).val();
      Span span = parts.get(i).span();
      Dim dim =
          Operators.size(part)
              .orElseThrow(() ->
                  c.fail(
                      Diagnostic.error(
                          Code.TG0309,
                          span,
                          "A size must be known before the program runs, but this is %s."
                              .formatted(c.tensors.describe(part)))));
      if (dim.is(-1) && elements.isPresent() && hole < 0) {
        hole = i;
      } else if (c.known(dim).isAtLeast(0) == Truth.NO) {
        throw c.fail(Code.TG0307, span, "The size `" + c.text(dim) + "` is negative.");
      }
      dims.add(dim);
    }
    if (hole >= 0) {
      Dim others = new Shape(dims).remove(hole).size();
      int at = hole;
      dims.set(
          at,
          elements
              .get()
              .divideExactly(others)
              .orElseThrow(() ->
                  c.fail(
                      Code.TG0308,
                      span(name),
                      "`%s` elements cannot be divided into rows of `%s`."
                          .formatted(c.text(elements.get()), c.text(others)))));
    }
    return new Shape(dims);
  }

  /** The parts of a tuple or list; a single value as a list of one. */
  public List<Operand> list(String name) {
    Val val = val(name);
    Span span = span(name);
    return switch (val) {
      case Val.Tuple t -> t.parts().stream().map(p -> new Operand(p, span)).toList();
      case Val.Items i -> Tensors.operands(i);
      default -> List.of(new Operand(val, span));
    };
  }

  /** An axis of {@code x}, counted from the front; negative ones are given from the end. */
  public int axis(String name, Value x, int otherwise) {
    return has(name) ? axis(size(name), span(name), x.shape()) : otherwise;
  }

  /** The axes of a reduction of {@code x}, in increasing order; all of them if not given. */
  public List<Integer> axes(String name, Value x) {
    if (!has(name)) {
      return IntStream.range(0, x.rank()).boxed().toList();
    }
    List<Integer> axes = new ArrayList<>();
    for (Operand part : list(name)) {
      Dim dim =
          Operators.size(part.val()).orElseThrow(() -> unknown(name, "a whole number or a tuple"));
      int axis = axis(dim, part.span(), x.shape());
      if (axes.contains(axis)) {
        throw c.fail(Code.TG0315, part.span(), "The axis " + axis + " is given twice.");
      }
      axes.add(axis);
    }
    return axes.stream().sorted().toList();
  }

  /** An axis of a shape, counted from the front. */
  public int axis(Dim written, Span span, Shape shape) {
    return Axes.of(c, written, span, shape);
  }

  /** Applies an operation to operands that may not fit it. */
  public Value apply(Op op, List<Value> operands, List<Span> spans) {
    return c.apply(op, called(), operands, spans, whole).get(0);
  }

  public Value emit(Op op, Value... operands) {
    return c.emit(op, operands);
  }

  /** Adds an effect to the script. Inside a function it is a mistake: functions are pure. */
  public void effect(Step step) {
    if (c.isInFunction()) {
      throw c.fail(
          Diagnostic.error(
              Code.TG0211,
              at,
              "%s belongs to the top of a script, not into a function."
                  .formatted(Tensors.upper(called()))));
    }
    c.statements.effect(step);
  }

  public Reported fail(Diagnostic diagnostic) {
    return c.fail(diagnostic);
  }

  public Reported fail(Code code, Span span, String message) {
    return c.fail(code, span, message);
  }

  /** The result of an elementwise operation on some of the arguments. */
  public Val elementwise(Op op, String... names) {
    List<Operand> operands = new ArrayList<>();
    for (String name : names) {
      operands.add(operand(name));
    }
    return new Elementwise(c).apply(op, called(), operands, at, whole);
  }
}
