package org.tgraph.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.graph.Value;
import org.tgraph.program.Procedure;
import org.tgraph.program.Program;
import org.tgraph.program.Step;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Ident;
import org.tgraph.syntax.Pattern;
import org.tgraph.syntax.Script;
import org.tgraph.syntax.Statement;
import org.tgraph.syntax.TypeExpr;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.SizeVar;
import org.tgraph.type.Type;

/** Checks statements: definitions, names, effects. */
final class Statements {
  private final Context c;
  private List<Step> steps = new ArrayList<>();
  private final List<Procedure> procedures = new ArrayList<>();

  Statements(Context c) {
    this.c = c;
  }

  Program script(Script script, Scope scope) {
    List<FunctionDef> functions = define(script.statements(), scope, definition(scope));
    List<Program.Block> tests = new ArrayList<>();
    List<Program.Block> benches = new ArrayList<>();
    below(script.statements());
    for (Statement statement : script.statements()) {
      statement(statement, scope, tests, benches);
    }
    functions.forEach(f -> c.bodies.ensureChecked(f, f.source().name().span()));
    return new Program(c.inputs.files(), c.builder().body(), procedures, steps, tests, benches);
  }

  /** Notes where names are defined, to say so where one is used too early. */
  void below(List<Statement> statements) {
    for (Statement statement : statements) {
      switch (statement) {
        case Statement.Let s when s.pattern() instanceof Pattern.Bind b ->
            c.later.putIfAbsent(b.name(), b.span());
        case Statement.Input s -> c.later.putIfAbsent(s.name().name(), s.name().span());
        default -> {}
      }
    }
  }

  /** Forgets all effects: the script is checked anew. */
  void restart() {
    steps.clear();
    procedures.clear();
  }

  /** What the functions and models of a script or module become. */
  static Function<Statement, FunctionDef> definition(Scope scope) {
    return s ->
        s instanceof Statement.Model m
            ? new FunctionDef(m, scope)
            : new FunctionDef((Statement.Fn) s, scope);
  }

  /**
   * Functions, types and models can be used before the line that defines them.
   *
   * @param function makes what a {@code fn} or {@code model} stands for
   */
  List<FunctionDef> define(
      List<Statement> statements, Scope scope, Function<Statement, FunctionDef> function) {
    List<FunctionDef> functions = new ArrayList<>();
    for (Statement statement : statements) {
      switch (statement) {
        case Statement.Fn fn -> {
          FunctionDef def = function.apply(fn);
          define(fn.name(), new Val.Defined(def), scope);
          functions.add(def);
        }
        case Statement.Model model -> {
          FunctionDef def = function.apply(model);
          define(model.name(), new Val.ModelMaker(def), scope);
          functions.add(def);
        }
        case Statement.TypeDef type -> define(type, scope);
        default -> {}
      }
    }
    return functions;
  }

  private void define(Statement.TypeDef type, Scope scope) {
    if (DType.named(type.name().name()).isPresent()) {
      c.report(
          Diagnostic.error(
              Code.TG0202,
              type.name().span(),
              "`" + type.name().name() + "` is an element type of the language."));
    }
    scope
        .define(type.name().name(), new TypeDefinition(type, scope))
        .ifPresent(before ->
            c.report(
                Diagnostic.error(
                        Code.TG0202,
                        type.name().span(),
                        "The type `" + type.name().name() + "` is defined twice.")
                    .label(before.definition().name().span(), "it is defined here first")));
  }

  void define(Ident name, Val val, Scope scope) {
    c.facts.defined(name.span(), name.name(), val);
    scope
        .define(name.name(), val, Optional.of(name.span()))
        .flatMap(Scope.Entry::place)
        .ifPresent(before ->
            c.report(
                Diagnostic.error(
                        Code.TG0202, name.span(), "`" + name.name() + "` is defined twice.")
                    .label(before, "it is defined here first")));
  }

  void statement(
      Statement statement, Scope scope, List<Program.Block> tests, List<Program.Block> benches) {
    try {
      switch (statement) {
        case Statement.Import s -> c.imports.load(s, scope);
        case Statement.Input s -> c.inputs.input(s, scope);
        case Statement.Test s -> tests.add(program(s.name(), s.span(), s.body(), scope, false));
        case Statement.Bench s -> benches.add(program(s.name(), s.span(), s.body(), scope, true));
        case Statement.Fn s -> {}
        case Statement.TypeDef s -> {}
        case Statement.Model s -> {}
        default -> simple(statement, scope);
      }
    } catch (Reported reported) {
      // The next statement is checked all the same.
    }
  }

  /** A statement that may stand at the top and in a block. */
  void simple(Statement statement, Scope scope) {
    switch (statement) {
      case Statement.Let s -> let(s, scope);
      case Statement.Assert s -> {
        if (c.isInFunction()) {
          throw c.fail(
              Diagnostic.error(
                      Code.TG0211,
                      s.span(),
                      "`assert` belongs to the top of a script or into a test, not into a function.")
                  .note("`x as f64[n, 3]` promises a shape, which is checked when it runs."));
        }
        steps.add(new Assertions(c).of(s, scope));
      }
      case Statement.Do s -> doIt(s, scope);
      case Statement.Broken s -> {}
      case Statement.Site s -> throw onlyInModel(s.span(), "`~`");
      case Statement.Derived s -> throw onlyInModel(s.span(), "`derived`");
      case Statement.Factor s -> throw onlyInModel(s.span(), "`factor`");
      default -> {
        name(statement)
            .ifPresent(name -> scope.define(name.name(), Val.POISON, Optional.of(name.span())));
        throw c.fail(
            Code.TG0211,
            statement.span(),
            "This belongs to the top of a script, not into a block.");
      }
    }
  }

  /** What the statement would define at the top of a script. */
  private static Optional<Ident> name(Statement statement) {
    return switch (statement) {
      case Statement.Fn s -> Optional.of(s.name());
      case Statement.Model s -> Optional.of(s.name());
      case Statement.Input s -> Optional.of(s.name());
      default -> Optional.empty();
    };
  }

  private Reported onlyInModel(Span span, String what) {
    if (!c.isInFunction()) {
      return c.fail(Code.TG0211, span, what + " belongs into a `model`.");
    }
    return c.fail(
        Diagnostic.error(
                Code.TG0211,
                span,
                what + " belongs to the top of a `model`, not into a block or a function.")
            .note(
                "All draws of a model have the same sites. What may differ are their parameters:"
                    + " `x ~ Normal(0.0, if wide { 5.0 } else { 1.0 })`."));
  }

  private void doIt(Statement.Do s, Scope scope) {
    Val val = c.expressions.check(s.value(), scope);
    if (!(val instanceof Val.Nothing) && !val.isPoison()) {
      c.report(
          Diagnostic.warning(Code.TG0213, s.span(), "The value of this line is not used.")
              .fix(
                  new Fix(
                      "print it",
                      List.of(
                          new Fix.Edit(before(s.span()), "print("),
                          new Fix.Edit(after(s.span()), ")")))));
    }
  }

  private static Span before(Span span) {
    return span.source().span(span.start(), span.start());
  }

  private static Span after(Span span) {
    return span.source().span(span.end(), span.end());
  }

  private Program.Block program(
      String name, Span span, Expr.Block body, Scope scope, boolean isBench) {
    List<Step> before = steps;
    KeyUses.State keys = c.keys.state();
    steps = new ArrayList<>();
    try {
      Scope inner = scope.inner();
      c.facts.scoped(body.span(), inner);
      for (Statement statement : body.statements()) {
        try {
          simple(statement, inner);
        } catch (Reported reported) {
          // The next statement is checked all the same.
        }
      }
      if (body.result().isPresent()) {
        Expr result = body.result().get();
        Val val = c.expressions.check(result, inner);
        if (isBench) {
          Showing.of(c, val, result.span())
              .ifPresent(shown -> steps.add(new Step.Compute(result.span(), shown)));
        } else if (!(val instanceof Val.Nothing) && !val.isPoison()) {
          c.report(
              Diagnostic.warning(
                  Code.TG0213, result.span(), "The value of this line is not used."));
        }
      }
      return new Program.Block(name, span, steps, isBench ? given(span, scope) : List.of());
    } finally {
      steps = before;
      c.keys.restore(keys);
    }
  }

  /** What the names stand for that are used in a block and defined outside of it. */
  private List<Value> given(Span block, Scope scope) {
    List<Value> given = new ArrayList<>();
    c.facts.namesFromOutside(block).stream()
        .flatMap(name -> scope.find(name).stream())
        .flatMap(entry -> Leaves.values(c, c.builder(), entry.val(), block).stream())
        .forEach(given::addAll);
    return given;
  }

  /** Adds an effect to the script, or to the test that is being checked. */
  void effect(Step step) {
    steps.add(step);
  }

  /** Adds what the script may need to be done. */
  void procedure(Procedure procedure) {
    procedures.add(procedure);
  }

  // Blocks and names

  Val block(Expr.Block block, Scope scope) {
    Scope inner = scope.inner();
    c.facts.scoped(block.span(), inner);
    Requirements requirements = new Requirements(c);
    for (Statement statement : block.statements()) {
      try {
        if (statement instanceof Statement.Assert s) {
          requirements.add(s, inner);
        } else {
          simple(statement, inner);
        }
      } catch (Reported reported) {
        // The next statement is checked all the same.
      }
    }
    if (block.result().isEmpty()) {
      if (!block.statements().isEmpty() && isOfModel(block.statements().getLast())) {
        // Which was said.
        throw new Reported();
      }
      throw c.fail(
          Code.TG0211, block.span(), "A block needs a value: its last line must be an expression.");
    }
    Expr result = block.result().get();
    return requirements.on(c.expressions.check(result, inner), result.span());
  }

  private static boolean isOfModel(Statement s) {
    return s instanceof Statement.Site
        || s instanceof Statement.Derived
        || s instanceof Statement.Factor;
  }

  private void let(Statement.Let s, Scope scope) {
    Val val = c.expressions.check(s.value(), scope);
    try {
      if (s.type().isPresent() && !val.isPoison()) {
        val = declared(val, s.type().get(), s.value().span(), scope);
      }
      val = c.expressions.strong(val, s.value().span());
    } catch (Reported reported) {
      val = Val.POISON;
    }
    c.patterns.bind(s.pattern(), val, s.value().span(), scope);
  }

  /**
   * The value under the type that was written for it; names of sizes that are new in the type are
   * found from the value, and defined.
   */
  Val declared(Val val, TypeExpr type, Span span, Scope scope) {
    List<SizeVar> fresh = new ArrayList<>();
    Type declared = c.types.read(type, scope, fresh);
    Binding binding = new Binding(c, fresh, List.of()).declaredAt(type.span());
    Val matched;
    try {
      matched = binding.match(declared, new Operand(val, span), "the declared type");
      binding.finish(span);
    } finally {
      for (SizeVar var : fresh) {
        Dim dim = binding.sizes().getOrDefault(var, Dim.of(var));
        if (!var.isHole() && var.role() != SizeVar.Role.PACK) {
          scope.define(
              var.name(), new Val.Known(dim), scope.own(var.name()).flatMap(Scope.Entry::place));
        }
      }
    }
    return conform(matched, binding.apply(declared), span);
  }

  /** The value as one of exactly this type, which it has as far as is known. */
  Val conform(Val val, Type type, Span span) {
    return new Conformance(c, List.of()).coerce(val, type, span);
  }

  /** An argument as a value of a type that is known; {@code what} names it in a message. */
  Val conformTo(Type type, Arguments.Argument argument, String what) {
    Binding binding = new Binding(c, List.of(), List.of());
    Val matched = binding.match(type, new Operand(argument.val(), argument.span()), what);
    return conform(matched, type, argument.span());
  }
}
