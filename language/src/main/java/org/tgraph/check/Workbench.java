package org.tgraph.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tgraph.array.Array;
import org.tgraph.data.DataHeaders;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Graph;
import org.tgraph.graph.Value;
import org.tgraph.op.create.Constant;
import org.tgraph.prelude.Prelude;
import org.tgraph.source.Source;
import org.tgraph.source.UserLine;
import org.tgraph.syntax.Parsed;
import org.tgraph.syntax.Parser;
import org.tgraph.syntax.Statement;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;

/**
 * Checks single expressions over values that are made outside of a script: what the Java and Kotlin
 * DSL stands on, so that it has the language's own rules, functions and messages.
 */
public final class Workbench {
  /** What an expression is, or why it is nothing. */
  public sealed interface Outcome {
    record Right(Val val, List<Diagnostic> warnings) implements Outcome {}

    record Wrong(Diagnostic problem) implements Outcome {}
  }

  private final Context c = new Context(Modules.NONE, DataHeaders.NONE, Overrides.NONE, true);
  private final Scope prelude = Prelude.scope();

  /** A new input of the computation. */
  public Val input(String name, TensorType type) {
    return new Val.Tensor(c.top().input(type, name));
  }

  public Value constant(Array array) {
    return c.emit(new Constant(array));
  }

  /** A new size. {@code place} says where it was made, for messages. */
  public SizeVar size(String name, UserLine place) {
    Source source = place.source(name);
    return c.newSize(name, SizeVar.Role.DECLARED, source.span(0, name.length()), "comes from here");
  }

  /**
   * Checks an expression and makes its equations.
   *
   * @param text an expression of the language
   * @param place where it was made, for messages and as the origin of its equations
   * @param names what the names in it stand for, beside those of the prelude
   */
  public Outcome check(String text, UserLine place, Map<String, Val> names) {
    Source source = place.source(text);
    Parsed parsed = Parser.parse(source);
    if (!parsed.diagnostics().isEmpty()) {
      return new Outcome.Wrong(parsed.diagnostics().get(0));
    }
    if (parsed.script().statements().size() != 1
        || !(parsed.script().statements().get(0) instanceof Statement.Do line)) {
      return new Outcome.Wrong(
          Diagnostic.error(
              Code.TG0101, source.span(0, text.length()), "One expression is needed here."));
    }
    Scope scope = prelude.inner();
    names.forEach((name, val) -> scope.define(name, val, Optional.empty()));
    Val val = c.expressions.check(line.value(), scope);
    List<Diagnostic> all = List.copyOf(c.diagnostics());
    c.diagnostics().clear();
    return all.stream()
        .filter(Diagnostic::isError)
        .findFirst()
        .<Outcome>map(Outcome.Wrong::new)
        .orElseGet(() -> new Outcome.Right(val, all));
  }

  /** A function that makes its expressions here when it is called. */
  public Val function(Function<List<Val>, Val> body) {
    return new Val.Host((arguments, call) ->
        body.apply(arguments.list().stream().map(Arguments.Argument::val).toList()));
  }

  /** Whether the value can be one of the graph. */
  public boolean isTensor(Val val) {
    return Tensors.isTensor(val);
  }

  /** The value as one of the graph; to be asked for only where it is a tensor. */
  public Value value(Val val) {
    return c.tensors.value(val, new Source("", "").span(0, 0));
  }

  /** The computation of these values. */
  public Graph graph(List<Val> outputs) {
    return c.top().build(outputs.stream().map(this::value).toList());
  }
}
