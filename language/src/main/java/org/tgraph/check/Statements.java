package org.tgraph.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.diagnostic.Fix;
import org.tgraph.prelude.Prelude;
import org.tgraph.program.Program;
import org.tgraph.program.Step;
import org.tgraph.source.Source;
import org.tgraph.source.Span;
import org.tgraph.syntax.Expr;
import org.tgraph.syntax.Ident;
import org.tgraph.syntax.Parsed;
import org.tgraph.syntax.Parser;
import org.tgraph.syntax.Pattern;
import org.tgraph.syntax.Script;
import org.tgraph.syntax.Statement;
import org.tgraph.syntax.TypeExpr;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.SizeVar;
import org.tgraph.type.TensorType;
import org.tgraph.type.Type;

/** Checks statements: definitions, names, effects. */
final class Statements {
  private static final List<String> KINDS =
      List.of("bool", "int", "float", "complex", "real", "numeric", "any");

  private final Context c;
  private final Map<String, Val.Module> modules = new LinkedHashMap<>();
  private final List<String> importing = new ArrayList<>();
  private List<Step> steps = new ArrayList<>();

  Statements(Context c) {
    this.c = c;
  }

  Program script(Script script, Scope scope) {
    List<FunctionDef> functions = define(script, scope);
    List<Program.Block> tests = new ArrayList<>();
    List<Program.Block> benches = new ArrayList<>();
    for (Statement statement : script.statements()) {
      switch (statement) {
        case Statement.Let s when s.pattern() instanceof Pattern.Bind b ->
            c.later.putIfAbsent(b.name(), b.span());
        case Statement.Input s -> c.later.putIfAbsent(s.name().name(), s.name().span());
        default -> {}
      }
    }
    for (Statement statement : script.statements()) {
      statement(statement, scope, tests, benches);
    }
    functions.forEach(f -> ensureChecked(f, f.source().name().span()));
    return new Program(c.inputs.files(), c.builder().body(), steps, tests, benches);
  }

  /** Functions, types and models can be used before the line that defines them. */
  private List<FunctionDef> define(Script script, Scope scope) {
    List<FunctionDef> functions = new ArrayList<>();
    for (Statement statement : script.statements()) {
      switch (statement) {
        case Statement.Fn fn -> {
          FunctionDef def = new FunctionDef(fn, scope);
          define(fn.name(), new Val.Defined(def), scope);
          functions.add(def);
        }
        case Statement.Model model -> define(model.name(), Val.POISON, scope);
        case Statement.TypeDef type -> {
          if (DType.named(type.name().name()).isPresent()) {
            c.report(
                Diagnostic.error(
                    Code.TG0202,
                    type.name().span(),
                    "`" + type.name().name() + "` is an element type of the language."));
          }
          scope.define(type.name().name(), new TypeDefinition(type, scope));
        }
        default -> {}
      }
    }
    return functions;
  }

  private void define(Ident name, Val val, Scope scope) {
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

  private void statement(
      Statement statement, Scope scope, List<Program.Block> tests, List<Program.Block> benches) {
    try {
      switch (statement) {
        case Statement.Import s -> load(s, scope);
        case Statement.Input s -> c.inputs.input(s, scope);
        case Statement.Test s -> tests.add(program(s.name(), s.span(), s.body(), scope, false));
        case Statement.Bench s -> benches.add(program(s.name(), s.span(), s.body(), scope, true));
        case Statement.Fn s -> {}
        case Statement.TypeDef s -> {}
        case Statement.Model s -> throw noModels(s);
        default -> simple(statement, scope);
      }
    } catch (Reported reported) {
      // The next statement is checked all the same.
    }
  }

  /** Models are parsed and formatted; what they mean is not built yet. */
  private Reported noModels(Statement.Model model) {
    return c.fail(
        Code.TG0199,
        model.name().span(),
        "The model `" + model.name().name() + "` is not checked: models are not supported yet.");
  }

  /** A statement that may stand at the top and in a block. */
  private void simple(Statement statement, Scope scope) {
    switch (statement) {
      case Statement.Let s -> let(s, scope);
      case Statement.Assert s -> steps.add(new Assertions(c).of(s, scope));
      case Statement.Do s -> doIt(s, scope);
      case Statement.Broken s -> {}
      case Statement.Site s -> throw onlyInModel(s.span(), "`~`");
      case Statement.Derived s -> throw onlyInModel(s.span(), "`derived`");
      case Statement.Factor s -> throw onlyInModel(s.span(), "`factor`");
      default ->
          throw c.fail(
              Code.TG0211,
              statement.span(),
              "This belongs to the top of a script, not into a block.");
    }
  }

  private Reported onlyInModel(Span span, String what) {
    return c.fail(Code.TG0211, span, what + " belongs into a `model`.");
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
    steps = new ArrayList<>();
    try {
      Scope inner = scope.inner();
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
      return new Program.Block(name, span, steps);
    } finally {
      steps = before;
    }
  }

  /** Adds an effect to the script, or to the test that is being checked. */
  void effect(Step step) {
    steps.add(step);
  }

  // Blocks and names

  Val block(Expr.Block block, Scope scope) {
    Scope inner = scope.inner();
    for (Statement statement : block.statements()) {
      try {
        simple(statement, inner);
      } catch (Reported reported) {
        // The next statement is checked all the same.
      }
    }
    if (block.result().isEmpty()) {
      throw c.fail(
          Code.TG0211, block.span(), "A block needs a value: its last line must be an expression.");
    }
    return c.expressions.check(block.result().get(), inner);
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
    bind(s.pattern(), val, s.value().span(), scope);
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
        if (!var.name().equals("_") && var.role() != SizeVar.Role.PACK) {
          scope.define(
              var.name(), new Val.Known(dim), scope.own(var.name()).flatMap(Scope.Entry::place));
        }
      }
    }
    return conform(matched, binding.apply(declared), span);
  }

  void bind(Pattern pattern, Val val, Span span, Scope scope) {
    switch (pattern) {
      case Pattern.Ignore p -> {}
      case Pattern.Bind p -> {
        c.facts.defined(p.span(), p.name(), val);
        Optional<Span> before =
            scope.own(p.name()).filter(e -> !e.val().isPoison()).flatMap(Scope.Entry::place);
        if (before.isPresent() && !before.get().equals(p.span())) {
          c.report(
              Diagnostic.error(Code.TG0202, p.span(), "`" + p.name() + "` is defined twice.")
                  .label(before.get(), "it is defined here first")
                  .note("Names do not change what they stand for; use another name."));
        }
        scope.define(p.name(), val, Optional.of(p.span()));
      }
      case Pattern.Parts p -> parts(p, val, span, scope);
      case Pattern.Fields p -> fields(p, val, span, scope);
    }
  }

  private void parts(Pattern.Parts pattern, Val val, Span span, Scope scope) {
    List<Val> parts =
        switch (val) {
          case Val.Tuple t -> t.parts();
          case Val.Poison p -> null;
          default -> {
            boolean isRows =
                val.type() instanceof TensorType t
                    && t.rank() > 0
                    && c.known(t.dim(0)).is(pattern.parts().size());
            c.report(
                Diagnostic.error(
                        Code.TG0408,
                        pattern.span(),
                        "The pattern takes a tuple apart, but this is %s."
                            .formatted(c.tensors.describe(val)))
                    .label(span, "this is " + c.tensors.describe(val))
                    .fixIf(isRows, span, "unstack(" + span.text() + ")"));
            yield null;
          }
        };
    if (parts != null && parts.size() != pattern.parts().size()) {
      c.report(
          otherwise(
              Diagnostic.error(
                      Code.TG0408,
                      pattern.span(),
                      "The pattern has %d parts, but the tuple has %d."
                          .formatted(pattern.parts().size(), parts.size()))
                  .label(span, "this is `" + c.text(val.type()) + "`"),
              pattern,
              parts.size()));
      parts = null;
    }
    for (int i = 0; i < pattern.parts().size(); i++) {
      bind(pattern.parts().get(i), parts == null ? Val.POISON : parts.get(i), span, scope);
    }
  }

  /** Offers the pattern with as many parts as there are. */
  private static Diagnostic otherwise(Diagnostic d, Pattern.Parts pattern, int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(i < pattern.parts().size() ? pattern.parts().get(i).span().text() : "_");
    }
    return d.fixIf(count > 1, pattern.span(), "(" + String.join(", ", names) + ")");
  }

  private void fields(Pattern.Fields pattern, Val val, Span span, Scope scope) {
    for (Ident name : pattern.names()) {
      Val field = Val.POISON;
      if (val instanceof Val.Record r && r.fields().containsKey(name.name())) {
        field = r.fields().get(name.name());
      } else if (!val.isPoison()) {
        Diagnostic d =
            Diagnostic.error(
                    Code.TG0408, name.span(), "There is no field `" + name.name() + "` to take.")
                .label(span, "this is " + c.tensors.describe(val));
        Optional<String> near =
            val instanceof Val.Record r
                ? Similar.to(name.name(), r.fields().keySet())
                : Optional.empty();
        c.report(
            near.isPresent()
                ? d.fix(Fix.replace("write `" + near.get() + "`", name.span(), near.get()))
                : d);
      }
      bind(new Pattern.Bind(name.span(), name.name()), field, span, scope);
    }
  }

  // Functions with a signature

  /** Checks the body of a function for all sizes, once. */
  void ensureChecked(FunctionDef def, Span use) {
    if (!def.isAnnotated()
        || def.state() == FunctionDef.State.RIGHT
        || def.state() == FunctionDef.State.WRONG) {
      return;
    }
    if (def.state() == FunctionDef.State.RUNNING) {
      throw c.fail(
          Diagnostic.error(Code.TG0210, use, "The function `" + def.name() + "` calls itself.")
              .label(def.source().name().span(), "it is defined here")
              .note("There is no recursion; loops are `for`, `scan`, `fori` and `while`."));
    }
    def.state(FunctionDef.State.RUNNING);
    long before = c.errors();
    c.apart(() -> {
      checkBody(def);
      return null;
    });
    def.state(
        c.errors() == before && def.signature().isPresent()
            ? FunctionDef.State.RIGHT
            : FunctionDef.State.WRONG);
  }

  private void checkBody(FunctionDef def) {
    Statement.Fn fn = def.source();
    Scope scope = def.scope().inner();
    List<SizeVar> sizes = new ArrayList<>();
    List<Element.Variable> kinds = new ArrayList<>();
    List<Type> params = new ArrayList<>();
    Optional<Type> result = Optional.empty();
    try {
      kinds(fn, scope, kinds);
      for (Statement.Param param : fn.params()) {
        if (param.type().get() instanceof TypeExpr.Named n && n.name().name().equals("dim")) {
          SizeVar var =
              c.newSize(
                  param.name().name(),
                  SizeVar.Role.DECLARED,
                  param.name().span(),
                  "is this argument");
          sizes.add(var);
          scope.define(
              param.name().name(), new Val.Known(Dim.of(var)), Optional.of(param.name().span()));
        }
      }
      for (Statement.Param param : fn.params()) {
        int before = sizes.size();
        params.add(c.types.parameter(param.type().get(), scope, sizes));
        sizes.subList(before, sizes.size()).forEach(v -> c.declaredIn(v, param.span()));
      }
      if (fn.result().isPresent()) {
        result = Optional.of(c.types.known(fn.result().get(), scope));
      }
    } catch (Reported reported) {
      def.signature(Optional.empty());
      return;
    }
    for (int i = 0; i < params.size(); i++) {
      Ident name = fn.params().get(i).name();
      if (!(params.get(i) instanceof Type.Size)) {
        Val val = c.calls.opaque(params.get(i), name.span());
        c.facts.defined(name.span(), name.name(), val);
        scope.define(name.name(), val, Optional.of(name.span()));
      }
    }
    def.signature(Optional.of(new FunctionDef.Signature(sizes, kinds, params, result)));
    Val val = c.expressions.check(fn.body(), scope);
    Span at = resultSpan(fn.body());
    if (result.isPresent() && !val.isPoison()) {
      try {
        conformResult(def, val, result.get(), at);
      } catch (Reported reported) {
        // The callers go by the signature.
      }
    } else if (result.isEmpty()) {
      Optional<Type> found = Optional.empty();
      try {
        found = val.isPoison() ? found : Optional.of(c.expressions.strong(val, at).type());
      } catch (Reported reported) {
        // What calls it is not checked further.
      }
      def.signature(Optional.of(new FunctionDef.Signature(sizes, kinds, params, found)));
    }
  }

  private void kinds(Statement.Fn fn, Scope scope, List<Element.Variable> kinds) {
    for (Statement.KindParam param : fn.kinds()) {
      Kind kind = Kind.named(param.kind().name());
      if (kind == null) {
        Diagnostic d =
            Diagnostic.error(
                    Code.TG0205,
                    param.kind().span(),
                    "There is no kind `" + param.kind().name() + "`.")
                .note("The kinds are `" + String.join("`, `", KINDS) + "`.");
        Optional<String> near = Similar.to(param.kind().name(), KINDS);
        throw c.fail(
            near.isPresent()
                ? d.fix(Fix.replace("write `" + near.get() + "`", param.kind().span(), near.get()))
                : d);
      }
      Element.Variable variable = new Element.Variable(param.name().name(), kind);
      kinds.add(variable);
      scope.define(param.name().name(), variable);
    }
  }

  private static Span resultSpan(Expr body) {
    return body instanceof Expr.Block b && b.result().isPresent()
        ? resultSpan(b.result().get())
        : body.span();
  }

  private void conformResult(FunctionDef def, Val val, Type declared, Span at) {
    List<SizeVar> holes =
        declared instanceof TensorType t
            ? t.shape().dims().stream()
                .flatMap(d -> d.variables().stream())
                .filter(v -> v.name().equals("_"))
                .toList()
            : List.of();
    Conformance conformance = new Conformance(c, holes);
    conformance.check(
        val, declared, at, "`" + def.name() + "`", def.source().result().get().span());
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

  // Modules

  private void load(Statement.Import s, Scope scope) {
    String name = s.module().name();
    Ident as = s.alias().orElse(s.module());
    Val.Module module = modules.get(name);
    if (module == null) {
      if (importing.contains(name)) {
        throw c.fail(
            Code.TG0212,
            s.module().span(),
            "Modules import each other: `%s`."
                .formatted(String.join("` imports `", importing) + "` imports `" + name));
      }
      Optional<Source> source = c.modules.find(name);
      if (source.isEmpty()) {
        Diagnostic d =
            Diagnostic.error(Code.TG0204, s.module().span(), "There is no module `" + name + "`.")
                .note(
                    "`%s.tgraph` was looked for beside the script and in the standard library."
                        .formatted(name));
        Optional<String> near = Similar.to(name, c.modules.names());
        if (near.isPresent()) {
          String wanted = near.get() + (s.alias().isPresent() ? "" : " as " + name);
          d = d.fix(Fix.replace("write `" + wanted + "`", s.module().span(), wanted));
        }
        c.report(d);
        scope.define(as.name(), Val.POISON, Optional.of(as.span()));
        return;
      }
      module = module(name, source.get());
    }
    define(as, module, scope);
  }

  private Val.Module module(String name, Source source) {
    importing.add(name);
    Parsed parsed = Parser.parse(source);
    parsed.diagnostics().forEach(c::report);
    Scope scope = Prelude.scope().inner();
    List<Step> before = steps;
    steps = new ArrayList<>();
    try {
      List<FunctionDef> functions = define(parsed.script(), scope);
      for (Statement statement : parsed.script().statements()) {
        switch (statement) {
          case Statement.Import s -> statement(s, scope, new ArrayList<>(), new ArrayList<>());
          case Statement.Let s -> statement(s, scope, new ArrayList<>(), new ArrayList<>());
          case Statement.Test t -> {}
          case Statement.Bench b -> {}
          case Statement.Fn f -> {}
          case Statement.TypeDef t -> {}
          case Statement.Model m -> {}
          case Statement.Broken b -> {}
          default ->
              c.report(
                  Diagnostic.error(
                      Code.TG0211,
                      statement.span(),
                      "A module that is imported has definitions and tests only."));
        }
      }
      functions.forEach(f -> ensureChecked(f, f.source().name().span()));
    } finally {
      steps = before;
      importing.remove(name);
    }
    Val.Module module = new Val.Module(name, scope);
    modules.put(name, module);
    return module;
  }
}
